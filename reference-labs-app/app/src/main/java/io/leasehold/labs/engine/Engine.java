package io.leasehold.labs.engine;

import io.leasehold.labs.platform.Databases;
import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.provisioning.access.AccessBroker;
import io.leasehold.provisioning.account.AccountPool;
import io.leasehold.provisioning.account.PoolSettings;
import io.leasehold.provisioning.plan.DbSchedulerPlanRunner;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.PlanRunner;
import io.leasehold.tenancy.spi.TenantChanges;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan runner, the account pool and the access broker of this node. Thread-safe once started.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Engine {

  @Inject private Databases databases;
  @Inject private LabsSettings settings;
  @Inject private PoolClients clients;
  @Inject private TenantChanges changes;
  @Inject @Any private Instance<PlanSource> plans;
  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService timer;

  private volatile @Nullable Started started;
  private volatile TenantChanges.@Nullable Subscription following;

  private record Started(PlanRunner runner, AccountPool pool, AccessBroker broker) {}

  /** Starts working. Called once, when the tables are there. */
  public void start() {
    AccountPool pool = clients.pool(databases.platform(), poolSettings());
    List<Plan> all = new ArrayList<>(pool.plans());
    plans.stream().map(PlanSource::plan).forEach(all::add);
    PlanRunner runner =
        DbSchedulerPlanRunner.builder(databases.platform())
            .node(settings.node())
            .heartbeat(settings.heartbeat())
            .missedHeartbeats(settings.missedHeartbeats())
            .executor(executor)
            .housekeeper(timer)
            .plans(all)
            .start();
    pool.attach(runner);
    // The upkeep would find it as well, some seconds later.
    following =
        changes.subscribe(
            change -> {
              if (change.shutsOut()) {
                change.tenant().ifPresent(pool::endAll);
              }
            });
    started = new Started(runner, pool, clients.broker(pool));
  }

  /** Whether the node works. */
  public boolean isStarted() {
    return started != null;
  }

  /** The plan runner. */
  public PlanRunner runner() {
    return require().runner();
  }

  /** The account pool. */
  public AccountPool pool() {
    return require().pool();
  }

  /** The access broker. */
  public AccessBroker broker() {
    return require().broker();
  }

  @PreDestroy
  void stop() {
    TenantChanges.Subscription subscription = following;
    if (subscription != null) {
      subscription.close();
    }
    Started running = started;
    if (running != null) {
      running.runner().close();
    }
  }

  private PoolSettings poolSettings() {
    return PoolSettings.builder()
        .target(settings.poolTarget())
        .max(settings.poolMax())
        .pollInterval(settings.poolPoll())
        .build();
  }

  private Started require() {
    Started running = started;
    if (running == null) {
      throw new IllegalStateException("the engine of this node has not started yet");
    }
    return running;
  }
}
