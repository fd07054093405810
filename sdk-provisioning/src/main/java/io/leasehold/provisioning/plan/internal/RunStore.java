package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.StartConflictException;
import io.leasehold.provisioning.plan.StartKey;
import io.leasehold.provisioning.plan.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What anybody may do to a run from outside, inside the caller's transaction. */
final class RunStore {

  private static final int DELETED_AT_ONCE = 500;

  private final InstantSource clock;

  RunStore(InstantSource clock) {
    this.clock = clock;
  }

  RunId start(Connection connection, Plan plan, StartKey key, Map<String, String> input)
      throws SQLException {
    RunId run = RunId.random();
    PlanKey planKey = PlanKey.of(plan);
    String stored = TextMap.write(input);
    Instant now = clock.instant();
    int created =
        Sql.of(
                """
                with run as (
                  insert into {}.plan_run
                    (id, plan, version, digest, start_key, status, input, steps, started_at)
                  values (?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?)
                  on conflict (plan, start_key) do nothing returning id)
                insert into {}.scheduled_tasks
                  (task_name, task_instance, execution_time, picked, version)
                select ?, id::text, ?, false, 1 from run
                """,
                run.value(),
                planKey.plan(),
                planKey.version(),
                planKey.digest(),
                key.value(),
                stored,
                plan.steps().stream().map(Step::name).toList(),
                now,
                planKey.task(),
                now)
            .update(connection);
    return created == 1 ? run : existing(connection, plan, key, stored);
  }

  private static RunId existing(Connection connection, Plan plan, StartKey key, String input)
      throws SQLException {
    record Existing(RunId run, String input) {}
    Existing existing =
        Sql.of(
                "select id, input from {}.plan_run where plan = ? and start_key = ?",
                plan.name(),
                key.value())
            .first(
                connection,
                row -> new Existing(new RunId(row.getObject(1, UUID.class)), row.getString(2)))
            .orElseThrow(
                () ->
                    new SQLException(
                        "The run with this start key has just been deleted.", "40001"));
    if (!existing.input().equals(input)) {
      throw new StartConflictException(plan.name(), existing.run());
    }
    return existing.run();
  }

  boolean signal(Connection connection, RunId run, String signal, Map<String, String> payload)
      throws SQLException {
    Optional<Locked> locked = lockUnfinished(connection, run);
    if (locked.isEmpty()) {
      return false;
    }
    Sql.of(
            "insert into {}.plan_signal (run_id, name, payload, sent_at) values (?, ?, ?, ?)",
            run.value(),
            signal,
            TextMap.write(payload),
            clock.instant())
        .update(connection);
    // A run that polls or pauses before a retry keeps its time.
    if (locked.get().status().equals("WAITING") || locked.get().status().equals("UNDOING")) {
      wakeWaiting(connection, run, locked.get().plan(), signal);
    }
    return true;
  }

  boolean cancel(Connection connection, RunId run) throws SQLException {
    Optional<Locked> locked = lockUnfinished(connection, run);
    if (locked.isEmpty() || locked.get().status().equals("UNDOING")) {
      return false;
    }
    Sql.of("update {}.plan_run set cancel_requested = true where id = ?", run.value())
        .update(connection);
    wake(connection, run, locked.get().plan());
    return true;
  }

  /** Deletes some of the runs that finished longer ago; returns how many. */
  int forget(Connection connection, Duration keep) throws SQLException {
    return Sql.of(
            """
            delete from {}.plan_run where id in (
              select id from {}.plan_run where finished_at < ?
              order by finished_at limit ? for update skip locked)
            """,
            clock.instant().minus(keep),
            DELETED_AT_ONCE)
        .update(connection);
  }

  private record Locked(PlanKey plan, String status) {}

  /** The lock keeps the run's node from putting it aside without seeing what we are about to do. */
  private static Optional<Locked> lockUnfinished(Connection connection, RunId run)
      throws SQLException {
    return Sql.of(
            """
            select plan, version, digest, status from {}.plan_run
            where id = ? and finished_at is null for no key update
            """,
            run.value())
        .first(
            connection,
            row ->
                new Locked(
                    new PlanKey(row.getString(1), row.getInt(2), row.getString(3)),
                    row.getString(4)));
  }

  private void wakeWaiting(Connection connection, RunId run, PlanKey plan, String signal)
      throws SQLException {
    boolean waits =
        Sql.of(
                """
                select 1 from {}.plan_step
                where run_id = ? and state = 'WAITING' and signal = ?
                """,
                run.value(),
                signal)
            .first(connection, row -> 1)
            .isPresent();
    if (waits) {
      wake(connection, run, plan);
    }
  }

  private void wake(Connection connection, RunId run, PlanKey plan) throws SQLException {
    Sql.of(
            """
            update {}.scheduled_tasks set execution_time = ?
            where task_name = ? and task_instance = ? and not picked and execution_time > ?
            """,
            clock.instant(),
            plan.task(),
            run.toString(),
            clock.instant())
        .update(connection);
  }
}
