package io.leasehold.provisioning.account;

import io.leasehold.provisioning.account.internal.PoolEngine;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.PlanRunner;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/**
 * Accounts that are leased, cleaned and leased again. All state is in PostgreSQL; any number of
 * nodes may share it. No method calls the cloud: that is done by the plans, which the runner
 * drives.
 *
 * <pre>{@code
 * AccountPool pool = AccountPool.builder(dataSource)
 *     .ports(ports)
 *     .emails("labs+{id}@example.com")
 *     .tenants(registry)
 *     .settings(PoolSettings.builder().target(5).max(50).build())
 *     .build();
 * PlanRunner runner = ... // registers pool.plans() and starts
 * pool.attach(runner);
 * Lease lease = pool.request(new LeaseRequest(...));
 * }</pre>
 *
 * <p>Thread-safe. The data source gives connections of a role that {@code ProvisioningSchema}
 * granted its rights to, outside any container transaction.
 */
public final class AccountPool {

  /** The signal that tells a waiting run that its lease has an account. */
  public static final String LEASE_CLAIMED = "lease-claimed";

  private final PoolEngine engine;

  AccountPool(PoolEngine engine) {
    this.engine = engine;
  }

  /**
   * Begins a pool.
   *
   * @param dataSource where the tables of {@code ProvisioningSchema} are
   */
  public static AccountPoolBuilder builder(DataSource dataSource) {
    return new AccountPoolBuilder(dataSource);
  }

  /** The plans that the runner must know: register all of them before it starts. */
  public List<Plan> plans() {
    return engine.plans();
  }

  /**
   * Connects the started runner, and starts the upkeep of the pool: expiry, deadlines, refill.
   * Every node calls it once after its start; the upkeep runs once for all nodes.
   */
  public void attach(PlanRunner runner) {
    engine.attach(runner);
  }

  /**
   * Asks for an account. With one free and nobody before, the lease comes back CLAIMED; otherwise
   * QUEUED, and the run named in the request gets the signal {@value #LEASE_CLAIMED} in the
   * transaction that gives it its account, with {@code leaseId}, {@code accountId} and {@code
   * epoch}. Asked again with the same key it returns the same lease as it stands now.
   *
   * @throws LiveLeaseException if the principal has a live lease for the purpose by another key
   * @throws RequestKeyException if the key was used for other values
   */
  public Lease request(LeaseRequest request) {
    return engine.request(request);
  }

  /** The lease as it stands now. */
  public Optional<Lease> find(LeaseId lease) {
    return engine.find(lease);
  }

  /**
   * The place of a queued lease, 1 for the next; empty when it does not queue. Tenants are served
   * by turns: the next account goes to the one that holds the fewest, so a place can also fall back
   * when a tenant that holds fewer begins to ask.
   */
  public OptionalInt rank(LeaseId lease) {
    return engine.rank(lease);
  }

  /**
   * Starts the clock of a claimed lease. Ignored and counted when the epoch is not that of the
   * lease or the lease is over: look at the state of what comes back. Repeating it does not move
   * the end.
   *
   * @throws UnknownLeaseException if there is no such lease
   */
  public Lease activate(LeaseId lease, Epoch epoch) {
    return engine.activate(lease, epoch);
  }

  /**
   * Ends a lease. A queued one is ENDED at once; a claimed or active one is ENDING, and the plan
   * that revokes its access and cleans the account starts in the same transaction. Ending twice
   * does nothing more, and the first reason stays.
   *
   * @throws UnknownLeaseException if there is no such lease
   */
  public Lease end(LeaseId lease, EndReason reason) {
    return engine.end(lease, reason);
  }

  /**
   * Ends every live lease of the tenant with {@link EndReason#TENANT_SUSPENDED}. To be called when
   * the tenant is suspended; should nobody call it, the next round of the upkeep does it. Ending a
   * lease takes the access that was issued for it: its keys are refused as soon as the account's
   * role is gone.
   *
   * @return how many were ended
   */
  public int endAll(TenantId tenant) {
    return engine.endAll(tenant);
  }

  /** Counts of the whole pool. */
  public PoolStatus status() {
    return engine.status();
  }

  /** All accounts, the oldest first. */
  public List<PoolAccount> accounts() {
    return engine.accounts();
  }

  /** One account by its AWS id. */
  public Optional<PoolAccount> account(AccountId account) {
    return engine.account(account);
  }

  /**
   * Sends a quarantined account through revocation, cleaning and verification again, one epoch
   * further, so that whatever still worked on it is not heard any more.
   *
   * @return false if the account is not quarantined, or never got an AWS id
   */
  public boolean release(AccountId account) {
    return engine.release(account);
  }

  /**
   * Requests new accounts up to the target and the length of the queue, within all limits of {@link
   * PoolSettings}. The upkeep does this by itself; calling it only makes it sooner.
   *
   * @return how many were requested
   */
  public int refill() {
    return engine.refill();
  }
}
