package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.provisioning.account.spi.PoolPorts;
import io.leasehold.provisioning.plan.DbSchedulerPlanRunner;
import io.leasehold.provisioning.plan.PlanRunner;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A pool as an application runs it: real PostgreSQL, the real runner, a cloud behind HTTP. */
public final class LivePool implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  public final AccountPool pool;
  public final PlanRunner runner;

  public LivePool(PoolPorts ports, UnaryOperator<PoolSettingsBuilder> settings) {
    DataSource dataSource = Database.emptied();
    PoolSettingsBuilder quick =
        PoolSettings.builder()
            .pollInterval(Duration.ofMillis(200))
            .limitWait(Duration.ofMillis(500))
            .upkeepInterval(Duration.ofMillis(500));
    this.pool =
        AccountPool.builder(dataSource)
            .ports(ports)
            .emails("labs+{id}@example.com")
            .tenants(InMemoryTenantRegistry.of(PoolBench.tenant("acme")))
            .settings(settings.apply(quick).build())
            .build();
    this.runner =
        DbSchedulerPlanRunner.builder(dataSource)
            .node("test-node")
            .pollInterval(Duration.ofMillis(50))
            .plans(pool.plans())
            .start();
    pool.attach(runner);
  }

  public PoolAccount awaitState(AccountState state) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(pool.accounts()).extracting("state").contains(state));
    return pool.accounts().stream().filter(a -> a.state() == state).findFirst().orElseThrow();
  }

  public PoolAccount awaitState(AccountId account, AccountState state) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(pool.account(account).orElseThrow())
                    .extracting(PoolAccount::state)
                    .isEqualTo(state));
    return pool.account(account).orElseThrow();
  }

  /** The states that an account went through at an epoch. */
  public List<String> history(AccountId account, Epoch epoch) {
    return Database.column(
        "select t.to_state from leasehold_provisioning.account_transition t"
            + " join leasehold_provisioning.pool_account a on a.id = t.account"
            + " where a.account_id = '"
            + account
            + "' and t.epoch = "
            + epoch
            + " order by t.seq");
  }

  @Override
  public void close() {
    runner.close();
  }
}
