package io.leasehold.provisioning.account;

import io.leasehold.provisioning.account.internal.PoolEngine;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** A pool on real PostgreSQL with the cloud in memory and the runner in the test's hand. */
final class PoolBench {

  static final Duration HOUR = Duration.ofHours(1);

  final TestClock clock = new TestClock();
  final SimulatedCloud cloud = new SimulatedCloud();
  final DataSource dataSource = Database.emptied();
  final ManualRunner runner = new ManualRunner(dataSource, clock);
  final InMemoryTenantRegistry tenants =
      InMemoryTenantRegistry.of(tenant("acme"), tenant("globex"));
  final PoolSettings settings;
  final AccountPool pool;
  final PoolEngine engine;
  final PoolInvariants invariants;

  PoolBench(PoolSettings settings) {
    this.settings = settings;
    this.engine =
        new PoolEngine(
            dataSource, cloud.ports(), "labs+{id}@example.com", settings, tenants, clock);
    this.pool = new AccountPool(engine);
    this.invariants = new PoolInvariants(pool, cloud, settings);
    runner.register(engine.plans());
    engine.attach(runner);
  }

  /** A pool in which that many accounts are READY. */
  static PoolBench ready(int accounts) {
    PoolBench bench =
        new PoolBench(
            PoolSettings.builder()
                .target(accounts)
                .max(accounts)
                .creationsInFlight(Math.max(1, accounts))
                .build());
    bench.pool.refill();
    bench.runner.settle();
    return bench;
  }

  static LeaseRequest wish(String learner) {
    return wish(learner, "s3-basics", learner + "-key");
  }

  static LeaseRequest wish(String learner, String purpose, String key) {
    return wish("acme", learner, purpose, key);
  }

  static LeaseRequest wish(String tenant, String learner, String purpose, String key) {
    return new LeaseRequest(
        TenantId.of(tenant), learner, purpose, key, HOUR, Optional.of(RunId.random()));
  }

  /** An active tenant. */
  static Tenant tenant(String id) {
    return Tenant.active(TenantId.of(id), Tier.of("basic"));
  }

  /** A lease that is ACTIVE and whose learner has left things behind. */
  Lease used(String learner) {
    Lease lease = pool.request(wish(learner));
    pool.activate(lease.id(), lease.epoch());
    cloud.use(lease.account(), 3);
    return pool.find(lease.id()).orElseThrow();
  }
}
