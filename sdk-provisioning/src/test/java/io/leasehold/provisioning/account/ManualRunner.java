package io.leasehold.provisioning.account;

import io.leasehold.provisioning.plan.OwnershipLostException;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.PlanRun;
import io.leasehold.provisioning.plan.PlanRunner;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.RunStatus;
import io.leasehold.provisioning.plan.StartKey;
import io.leasehold.provisioning.plan.StepFailedException;
import io.leasehold.provisioning.plan.StepOutcome;
import io.leasehold.provisioning.plan.UnknownPlanRuns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Runs the real steps of the real plans, one at a time and only when told to, so that a test
 * decides the order of everything and where a process dies. Starts and signals are rows: they roll
 * back with the transaction that they belong to. Not the runner of the product, which has tests of
 * its own.
 */
final class ManualRunner implements PlanRunner {

  private final DataSource dataSource;
  private final Clock clock;
  private final Map<String, Plan> plans = new ConcurrentHashMap<>();
  private final Map<UUID, Progress> progress = new ConcurrentHashMap<>();

  ManualRunner(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
    Database.execute(
        """
        create table if not exists manual_run (id uuid primary key, plan text, key text,
          account text, epoch text, seq bigint generated always as identity, unique (plan, key));
        create table if not exists manual_signal (run uuid, signal text, lease text);
        truncate manual_run; truncate manual_signal;
        grant all on manual_run, manual_signal to leasehold_platform
        """);
  }

  ManualRunner register(List<Plan> more) {
    more.forEach(plan -> plans.put(plan.name(), plan));
    return this;
  }

  /** Where a run stands. */
  static final class Progress {
    int step;
    int attempt = 1;
    boolean cut;
    Instant due = Instant.MIN;
    RunStatus status = RunStatus.RUNNING;
  }

  /** How one tick ends. */
  enum Ending {
    /** As it should. */
    RECORDED,
    /** The process dies after the step's work and before the runner could record it. */
    KILLED_BEFORE_THE_RECORD
  }

  /** Runs that have something to do now, in the order in which they were started. */
  List<RunId> due() {
    List<RunId> due = new ArrayList<>();
    for (String id : Database.column("select id from manual_run order by seq")) {
      Progress at = at(RunId.of(id));
      if (!at.status.finished() && !at.due.isAfter(clock.instant())) {
        due.add(RunId.of(id));
      }
    }
    return due;
  }

  Progress at(RunId run) {
    return progress.computeIfAbsent(run.value(), id -> new Progress());
  }

  String nextStep(RunId run) {
    return plan(run).steps().get(at(run).step).name();
  }

  Plan plan(RunId run) {
    return plans.get(
        Database.column("select plan from manual_run where id = '" + run + "'").get(0));
  }

  /** One attempt at the current step of the run. */
  void tick(RunId run, Ending ending) {
    Progress at = at(run);
    Plan plan = plan(run);
    try {
      StepOutcome outcome = plan.steps().get(at.step).action().run(context(run, at));
      if (ending == Ending.KILLED_BEFORE_THE_RECORD) {
        at.attempt++;
        at.cut = true;
      } else {
        recorded(plan, at, outcome);
      }
    } catch (StepFailedException e) {
      undo(run, plan, at);
    } catch (Exception e) {
      boolean exhausted = plan.steps().get(at.step).retryPolicy().exhausted(at.attempt);
      at.attempt++;
      if (exhausted) {
        undo(run, plan, at);
      }
    }
  }

  private void recorded(Plan plan, Progress at, StepOutcome outcome) {
    at.cut = false;
    if (outcome instanceof StepOutcome.Poll poll) {
      at.due = clock.instant().plus(poll.after());
      return;
    }
    at.step++;
    at.attempt = 1;
    if (at.step == plan.steps().size()) {
      at.status = RunStatus.DONE;
    }
  }

  private void undo(RunId run, Plan plan, Progress at) {
    for (int i = at.step; i >= 0; i--) {
      var undoing = plan.steps().get(i).undoing();
      if (undoing.isPresent()) {
        try {
          undoing.get().run(context(run, at));
        } catch (Exception e) {
          throw new IllegalStateException("the undo failed", e);
        }
      }
    }
    at.status = RunStatus.FAILED;
  }

  /** Runs everything that is due until nothing is; fails rather than going on for ever. */
  void settle() {
    for (int round = 0; round < 10_000; round++) {
      List<RunId> due =
          due().stream().filter(run -> !plan(run).name().equals("pool-upkeep")).toList();
      if (due.isEmpty()) {
        return;
      }
      due.forEach(run -> tick(run, Ending.RECORDED));
    }
    throw new IllegalStateException("the plans do not come to rest");
  }

  List<String> signalled() {
    return Database.column("select lease from manual_signal");
  }

  private ManualContext context(RunId run, Progress at) {
    List<String> row =
        Database.column(
            "select account from manual_run where id = '"
                + run
                + "' union all select epoch from manual_run where id = '"
                + run
                + "'");
    Map<String, String> input = new LinkedHashMap<>();
    input.put("account", row.get(0));
    input.put("epoch", row.get(1));
    return new ManualContext(run, input, at.attempt, at.cut);
  }

  @Override
  public RunId start(String plan, StartKey key, Map<String, String> input) {
    try (Connection c = dataSource.getConnection()) {
      return start(c, plan, key, input);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public RunId start(Connection c, String plan, StartKey key, Map<String, String> input) {
    try (PreparedStatement insert =
            c.prepareStatement(
                "insert into manual_run (id, plan, key, account, epoch) values (?, ?, ?, ?, ?)"
                    + " on conflict do nothing");
        PreparedStatement find =
            c.prepareStatement("select id from manual_run where plan = ? and key = ?")) {
      insert.setObject(1, UUID.randomUUID());
      insert.setString(2, plan);
      insert.setString(3, key.value());
      insert.setString(4, input.get("account"));
      insert.setString(5, input.get("epoch"));
      insert.executeUpdate();
      find.setString(1, plan);
      find.setString(2, key.value());
      try (ResultSet row = find.executeQuery()) {
        row.next();
        return new RunId(row.getObject(1, UUID.class));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean signal(Connection c, RunId run, String signal, Map<String, String> payload) {
    try (PreparedStatement insert =
        c.prepareStatement("insert into manual_signal values (?, ?, ?)")) {
      insert.setObject(1, run.value());
      insert.setString(2, signal);
      insert.setString(3, payload.get("leaseId"));
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean signal(RunId run, String signal, Map<String, String> payload) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cancel(RunId run) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean cancel(Connection transaction, RunId run) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<PlanRun> find(RunId run) {
    return Optional.empty();
  }

  @Override
  public Optional<RunId> find(String plan, StartKey key) {
    return Optional.empty();
  }

  @Override
  public List<PlanRun> list(RunStatus status, int limit) {
    return List.of();
  }

  @Override
  public List<UnknownPlanRuns> unknownPlans() {
    return List.of();
  }

  @Override
  public void close() {}

  /** What a step of a run sees. */
  record ManualContext(RunId runId, Map<String, String> input, int attempt, boolean afterTakeOver)
      implements io.leasehold.provisioning.plan.StepContext {

    @Override
    public Map<String, String> data() {
      return input;
    }

    @Override
    public Optional<Map<String, String>> signal() {
      return Optional.empty();
    }

    @Override
    public void requireStillOwned() throws OwnershipLostException {
      // This runner has one node.
    }
  }
}
