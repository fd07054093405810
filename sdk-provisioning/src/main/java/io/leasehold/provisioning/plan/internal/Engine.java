package io.leasehold.provisioning.plan.internal;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.UnknownPlanRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets db-scheduler up. */
final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** The engine deletes rows of unknown tasks after a while; runs of unknown plans must stay. */
  private static final Duration NEVER = Duration.ofDays(365_000);

  private Engine() {}

  static Scheduler build(
      RunnerSettings settings,
      Database database,
      RunStore store,
      Map<PlanKey, Plan> plans,
      Supplier<List<UnknownPlanRuns>> unknown) {
    Clock clock = () -> settings.clock().instant();
    PlanTasks planTasks =
        new PlanTasks(
            new Journal(database, settings.clock()),
            new StepGate(database, settings.clock(), settings.node()),
            settings.clock());
    List<Task<?>> tasks = new ArrayList<>();
    plans.values().forEach(plan -> tasks.add(planTasks.task(plan)));
    SchedulerBuilder builder =
        Scheduler.create(settings.dataSource(), tasks)
            .startTasks(recurring(settings, database, store))
            .tableName("leasehold_provisioning.scheduled_tasks")
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
            .schedulerName(new SchedulerName.Fixed(settings.node()))
            .clock(clock)
            .threads(settings.threads())
            .pollingInterval(settings.pollInterval())
            .pollUsingLockAndFetch(0.5, 1.0)
            .heartbeatInterval(settings.heartbeat())
            .missedHeartbeatsLimit(settings.missedHeartbeats())
            .shutdownMaxWait(settings.shutdownWait())
            .deleteUnresolvedAfter(NEVER)
            .addSchedulerListener(new UnknownPlanListener(unknown))
            .enableImmediateExecution();
    if (settings.executor() != null) {
      builder.executorService(new BorrowedExecutor(settings.executor()));
      builder.dueExecutor(new BorrowedExecutor(settings.executor()));
    }
    if (settings.housekeeper() != null) {
      builder.housekeeperExecutor(new BorrowedTimer(settings.housekeeper()));
    }
    return builder.build();
  }

  private static List<RecurringTask<Void>> recurring(
      RunnerSettings settings, Database database, RunStore store) {
    List<RecurringTask<Void>> tasks = new ArrayList<>();
    tasks.add(
        recurring(
            new RunnerSettings.Recurring(
                "forget-finished-runs",
                settings.retentionEvery(),
                () -> forget(settings, database, store))));
    settings.recurring().forEach(work -> tasks.add(recurring(work)));
    return tasks;
  }

  private static RecurringTask<Void> recurring(RunnerSettings.Recurring work) {
    return Tasks.recurring("recurring/" + work.name(), FixedDelay.of(work.every()))
        .execute((instance, context) -> work.work().run());
  }

  private static void forget(RunnerSettings settings, Database database, RunStore store) {
    int total = 0;
    int deleted;
    do {
      deleted = database.transaction(connection -> store.forget(connection, settings.retention()));
      total += deleted;
    } while (deleted > 0);
    LOG.debug("Deleted {} finished runs", total);
  }

  /** Says once for each unknown plan that its runs are left alone here. */
  private static final class UnknownPlanListener extends AbstractSchedulerListener {

    private final Supplier<List<UnknownPlanRuns>> unknown;

    UnknownPlanListener(Supplier<List<UnknownPlanRuns>> unknown) {
      this.unknown = unknown;
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
      if (type == SchedulerEventType.UNRESOLVED_TASK) {
        LOG.warn("Runs of plans unknown to this node wait for another node: {}", unknown.get());
      }
    }
  }
}
