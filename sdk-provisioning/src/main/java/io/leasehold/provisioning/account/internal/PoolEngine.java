package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseRequest;
import io.leasehold.provisioning.account.PoolAccount;
import io.leasehold.provisioning.account.PoolSettings;
import io.leasehold.provisioning.account.PoolStatus;
import io.leasehold.provisioning.account.spi.DestructionGuard;
import io.leasehold.provisioning.account.spi.PoolPorts;
import io.leasehold.provisioning.account.spi.PoolRegister;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.PlanRunner;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** Puts the parts of the pool together; {@code AccountPool} is its public face. */
public final class PoolEngine {

  private final Tables tables;
  private final Requests requests;
  private final Endings endings;
  private final Refill refill;
  private final Upkeep upkeep;
  private final Evictions evictions;
  private final List<Plan> plans;
  private final PoolRegister register;

  /** Connects all parts. */
  public PoolEngine(
      DataSource dataSource,
      PoolPorts ports,
      String emails,
      PoolSettings settings,
      TenantRegistry tenants,
      Clock clock) {
    this.tables =
        new Tables(
            new Transactions(dataSource),
            new AccountTable(),
            new LeaseTable(),
            new PoolGate(),
            settings,
            clock,
            new RunnerSlot());
    LeaseQueue queue = new LeaseQueue(tables);
    this.refill = new Refill(tables, emails);
    this.requests = new Requests(tables, queue, refill);
    this.endings = new Endings(tables);
    this.evictions = new Evictions(tables, endings, tenants);
    this.upkeep = new Upkeep(tables, endings, evictions, new Overdue(tables), queue, refill);
    this.register = new Register(tables);
    Stations stations = new Stations(tables);
    Failures failures = new Failures(tables);
    DestructionGuard guard = new DestructionGuard(register, ports.zone(), settings.blocked());
    CareSteps care =
        new CareSteps(tables, ports, guard, stations, new Arrivals(tables, queue, refill));
    this.plans =
        List.of(
            VendPlan.of(new CreationStep(tables, ports.factory(), stations), care, failures),
            RecyclePlan.of(care, failures),
            upkeep.plan());
  }

  /** See {@code AccountPool.plans}. */
  public List<Plan> plans() {
    return plans;
  }

  /** See {@code AccountPool.attach}. */
  public void attach(PlanRunner runner) {
    tables.runner().fill(runner);
    upkeep.start(runner);
  }

  /** See {@code AccountPool.request}. */
  public Lease request(LeaseRequest request) {
    return requests.request(request);
  }

  /** See {@code AccountPool.find}. */
  public Optional<Lease> find(LeaseId lease) {
    return tables.transactions().run(c -> tables.leases().find(c, lease)).map(LeaseRow::lease);
  }

  /** See {@code AccountPool.rank}. */
  public OptionalInt rank(LeaseId lease) {
    return tables.transactions().run(c -> tables.leases().rank(c, lease));
  }

  /** See {@code AccountPool.activate}. */
  public Lease activate(LeaseId lease, Epoch epoch) {
    return endings.activate(lease, epoch);
  }

  /** See {@code AccountPool.end}. */
  public Lease end(LeaseId lease, EndReason reason) {
    return endings.end(lease, reason);
  }

  /** See {@code AccountPool.endAll}. */
  public int endAll(TenantId tenant) {
    return evictions.evict(tenant);
  }

  /** See {@code AccountPool.status}. */
  public PoolStatus status() {
    return tables.transactions().run(StatusQuery::read);
  }

  /** See {@code AccountPool.accounts}. */
  public List<PoolAccount> accounts() {
    return tables.transactions().run(tables.accounts()::all).stream()
        .map(AccountRow::snapshot)
        .toList();
  }

  /** See {@code AccountPool.account}. */
  public Optional<PoolAccount> account(AccountId account) {
    return tables
        .transactions()
        .run(c -> tables.accounts().find(c, account))
        .map(AccountRow::snapshot);
  }

  /** See {@code AccountPool.release}. */
  public boolean release(AccountId account) {
    return endings.release(account);
  }

  /** See {@code AccountPool.refill}. */
  public int refill() {
    return refill.now();
  }

  /** The first of the three guards. */
  public PoolRegister register() {
    return register;
  }

  /** One round of the upkeep, now and in this thread. */
  public void lookAfterOnce() {
    upkeep.once();
  }
}
