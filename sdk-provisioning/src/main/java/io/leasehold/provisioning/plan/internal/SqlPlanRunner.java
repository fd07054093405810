package io.leasehold.provisioning.plan.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.PlanChangedException;
import io.leasehold.provisioning.plan.PlanRun;
import io.leasehold.provisioning.plan.PlanRunner;
import io.leasehold.provisioning.plan.PlanStoreException;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.RunStatus;
import io.leasehold.provisioning.plan.StartKey;
import io.leasehold.provisioning.plan.UnknownPlanException;
import io.leasehold.provisioning.plan.UnknownPlanRuns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The runner on PostgreSQL: own statements for starting and asking, db-scheduler for the rest. */
public final class SqlPlanRunner implements PlanRunner {

  private final RunnerSettings settings;
  private final Database database;
  private final RunStore store;
  private volatile Map<PlanKey, Plan> plans = Map.of();
  private volatile @Nullable Scheduler scheduler;

  private SqlPlanRunner(RunnerSettings settings) {
    this.settings = settings;
    this.database = new Database(settings.dataSource(), settings.deadAfter());
    this.store = new RunStore(settings.clock());
  }

  /**
   * Starts a runner.
   *
   * @param settings the settings
   * @param plans the plans
   * @param sources plans that need the runner
   */
  public static PlanRunner start(
      RunnerSettings settings,
      List<Plan> plans,
      List<Function<PlanRunner, ? extends Collection<Plan>>> sources) {
    SqlPlanRunner runner = new SqlPlanRunner(settings);
    List<Plan> all = new ArrayList<>(plans);
    sources.forEach(source -> all.addAll(source.apply(runner)));
    runner.begin(all);
    return runner;
  }

  private void begin(List<Plan> all) {
    Map<PlanKey, Plan> known = new HashMap<>();
    for (Plan plan : all) {
      refuseSecond(plan, known);
      long changed = database.transaction(connection -> RunQueries.changed(connection, plan));
      if (changed > 0) {
        throw new PlanChangedException(plan, changed);
      }
      known.put(PlanKey.of(plan), plan);
    }
    plans = Map.copyOf(known);
    Scheduler engine = Engine.build(settings, database, store, plans, this::unknownPlans);
    scheduler = engine;
    engine.start();
  }

  private static void refuseSecond(Plan plan, Map<PlanKey, Plan> known) {
    boolean twice =
        known.values().stream()
            .anyMatch(
                other -> other.name().equals(plan.name()) && other.version() == plan.version());
    if (twice) {
      throw new IllegalStateException(
          plan + " is registered twice; remove one or raise a version.");
    }
  }

  @Override
  public RunId start(String plan, StartKey key, Map<String, String> input) {
    Plan newest = newest(plan);
    RunId run =
        database.statementInsistently(connection -> store.start(connection, newest, key, input));
    lookNow();
    return run;
  }

  @Override
  public RunId start(Connection transaction, String plan, StartKey key, Map<String, String> input) {
    Plan newest = newest(plan);
    return joined(transaction, connection -> store.start(connection, newest, key, input));
  }

  @Override
  public boolean signal(RunId run, String signal, Map<String, String> payload) {
    boolean accepted =
        database.transaction(connection -> store.signal(connection, run, signal, payload));
    lookNow();
    return accepted;
  }

  @Override
  public boolean signal(
      Connection transaction, RunId run, String signal, Map<String, String> payload) {
    return joined(transaction, connection -> store.signal(connection, run, signal, payload));
  }

  @Override
  public boolean cancel(RunId run) {
    boolean accepted = database.transaction(connection -> store.cancel(connection, run));
    lookNow();
    return accepted;
  }

  @Override
  public boolean cancel(Connection transaction, RunId run) {
    return joined(transaction, connection -> store.cancel(connection, run));
  }

  @Override
  public Optional<PlanRun> find(RunId run) {
    return database.transaction(connection -> RunQueries.find(connection, run));
  }

  @Override
  public Optional<RunId> find(String plan, StartKey key) {
    return database.transaction(connection -> RunQueries.find(connection, plan, key));
  }

  @Override
  public List<PlanRun> list(RunStatus status, int limit) {
    return database.transaction(connection -> RunQueries.list(connection, status, limit));
  }

  @Override
  public List<UnknownPlanRuns> unknownPlans() {
    return database.transaction(connection -> RunQueries.unknown(connection, plans.keySet()));
  }

  @Override
  public void close() {
    Scheduler engine = scheduler;
    if (engine != null && !engine.getSchedulerState().isShuttingDown()) {
      engine.stop();
    }
  }

  private Plan newest(String name) {
    return plans.values().stream()
        .filter(plan -> plan.name().equals(Objects.requireNonNull(name, "plan")))
        .max((a, b) -> Integer.compare(a.version(), b.version()))
        .orElseThrow(() -> new UnknownPlanException(name));
  }

  /** Own changes are committed already, so this node need not wait for its next poll. */
  private void lookNow() {
    Scheduler engine = scheduler;
    if (engine != null) {
      engine.triggerCheckForDueExecutions();
    }
  }

  private static <T> T joined(Connection transaction, Database.Work<T> work) {
    try {
      if (transaction.getAutoCommit()) {
        throw new IllegalArgumentException(
            "To join a transaction the connection must have auto-commit switched off.");
      }
      return work.on(transaction);
    } catch (SQLException e) {
      throw new PlanStoreException(e);
    }
  }
}
