package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.RunStatus;
import io.leasehold.provisioning.plan.StepError;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node writes about a run it has claimed. Each write locks the claim's row and is refused
 * with {@link io.leasehold.provisioning.plan.OwnershipLostException} when the claim is no longer
 * this node's: a process that was stopped, declared dead and woke up again changes nothing.
 *
 * <p>Lock order of every transaction: {@code plan_run}, {@code scheduled_tasks}, permit lock, the
 * rest. Whoever signals or cancels takes the first two in the same order.
 */
final class Journal {

  private final Database database;
  private final InstantSource clock;

  Journal(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  Optional<StoredRun> load(Claim claim) {
    return database.statementInsistently(connection -> load(connection, claim));
  }

  boolean owns(Claim claim) {
    return database.statementInsistently(connection -> ClaimRow.owns(connection, claim));
  }

  /** Records a result; from here on the step is never run again. */
  void done(Claim claim, Visit visit, Map<String, String> output) {
    Sql done =
        Sql.of(
            """
            with claim as (
              select 1 from {}.scheduled_tasks
              where task_name = ? and task_instance = ? and version = ? and picked
              for no key update)
            update {}.plan_step
            set state = 'DONE', output = ?, finished_at = ?, error_code = null,
                error_message = null
            from claim where run_id = ? and undo = ? and position = ?
            """,
            claim.task(),
            claim.run().toString(),
            claim.version(),
            TextMap.write(output),
            clock.instant(),
            claim.run().value(),
            visit.undo(),
            visit.position());
    if (visit.permit().isEmpty()) {
      database.statementInsistently(connection -> ClaimRow.owned(claim, done.update(connection)));
    } else {
      database.insistently(
          connection -> {
            ClaimRow.fence(connection, claim);
            Permits.release(connection, claim.run(), visit.position(), clock.instant());
            return ClaimRow.owned(claim, done.update(connection));
          });
    }
  }

  /** Puts the run aside until the next look. */
  void poll(Claim claim, Visit visit, Duration after) {
    putAside(claim, visit, StoredStep.State.POLLING, after, 0, null);
  }

  /** Puts the run aside until the next attempt. */
  void retry(Claim claim, Visit visit, Duration after, int failures, StepError error) {
    putAside(claim, visit, StoredStep.State.RETRYING, after, failures, error);
  }

  /** Puts the run aside until a signal comes. */
  void await(Claim claim, Visit visit, String signal, Duration timeout) {
    database.insistently(
        connection -> {
          boolean cancelled = ClaimRow.lockRun(connection, claim);
          Instant now = clock.instant();
          Instant deadline = now.plus(timeout);
          boolean wake = cancelled || hasSignal(connection, claim, signal);
          ClaimRow.release(connection, claim, wake ? now : deadline);
          if (!visit.undo()) {
            ClaimRow.status(connection, claim, RunStatus.WAITING);
          }
          return Sql.of(
                  """
                  update {}.plan_step
                  set state = 'WAITING', signal = ?, signal_deadline = ?, signal_payload = null,
                      failures = 0
                  where run_id = ? and undo = ? and position = ?
                  """,
                  signal,
                  deadline,
                  claim.run().value(),
                  visit.undo(),
                  visit.position())
              .update(connection);
        });
  }

  /** Gives the claim back as it is; the step at hand counts as cut off. */
  void handBack(Claim claim) {
    database.insistently(
        connection -> {
          ClaimRow.release(connection, claim, clock.instant());
          return true;
        });
  }

  /** Records that a step, or the undo of one, failed for good. */
  void failed(Claim claim, Visit visit, StepError error) {
    database.insistently(
        connection -> {
          ClaimRow.lockRun(connection, claim);
          ClaimRow.fence(connection, claim);
          Permits.release(connection, claim.run(), visit.position(), clock.instant());
          Sql.of(
                  """
                  update {}.plan_step
                  set state = 'FAILED', error_code = ?, error_message = ?, finished_at = ?,
                      failures = failures + 1
                  where run_id = ? and undo = ? and position = ?
                  """,
                  error.code(),
                  error.message(),
                  clock.instant(),
                  claim.run().value(),
                  visit.undo(),
                  visit.position())
              .update(connection);
          if (visit.undo()) {
            // The first error stays: it is the reason of the run's end.
            return Sql.of(
                    """
                    update {}.plan_run
                    set error_code = coalesce(error_code, ?),
                        error_message = coalesce(error_message, ?)
                    where id = ?
                    """,
                    error.code(),
                    error.message(),
                    claim.run().value())
                .update(connection);
          }
          return Sql.of(
                  """
                  update {}.plan_run set status = 'UNDOING', error_code = ?, error_message = ?
                  where id = ?
                  """,
                  error.code(),
                  error.message(),
                  claim.run().value())
              .update(connection);
        });
  }

  /** Turns a run round that somebody cancelled. */
  void turnRound(Claim claim) {
    database.insistently(
        connection -> {
          ClaimRow.lockRun(connection, claim);
          ClaimRow.fence(connection, claim);
          Sql.of(
                  """
                  update {}.plan_step
                  set state = 'CANCELLED', permit_wanted = null, finished_at = ?
                  where run_id = ? and not undo and state not in ('DONE', 'FAILED')
                  """,
                  clock.instant(),
                  claim.run().value())
              .update(connection);
          Permits.releaseAll(connection, claim.run(), clock.instant());
          return ClaimRow.status(connection, claim, RunStatus.UNDOING);
        });
  }

  /**
   * Ends a run whose steps are all done.
   *
   * @return false when it was cancelled before this moment
   */
  boolean finish(Claim claim) {
    return database.insistently(
        connection -> {
          int ended =
              Sql.of(
                      """
                      update {}.plan_run set status = 'DONE', finished_at = ?
                      where id = ? and not cancel_requested
                      """,
                      clock.instant(),
                      claim.run().value())
                  .update(connection);
          if (ended == 1) {
            ClaimRow.drop(connection, claim);
          }
          return ended == 1;
        });
  }

  /** Ends a run that has been undone. */
  void finishUndone(Claim claim) {
    database.insistently(
        connection -> {
          Sql.of(
                  """
                  update {}.plan_run
                  set status = case when cancel_requested then 'CANCELLED' else 'FAILED' end,
                      finished_at = ?
                  where id = ?
                  """,
                  clock.instant(),
                  claim.run().value())
              .update(connection);
          ClaimRow.drop(connection, claim);
          Permits.releaseAll(connection, claim.run(), clock.instant());
          return true;
        });
  }

  /** Removes a row of the engine whose run is gone. */
  void forget(Claim claim) {
    database.insistently(
        connection -> {
          ClaimRow.drop(connection, claim);
          return true;
        });
  }

  private static Optional<StoredRun> load(Connection connection, Claim claim) throws SQLException {
    List<StoredStep> steps = new ArrayList<>();
    Optional<StoredRun> run = Optional.empty();
    for (StoredRun read :
        Sql.of(
                """
                select r.status, r.input, s.* from {}.plan_run r
                left join {}.plan_step s on s.run_id = r.id
                where r.id = ? order by s.undo, s.position
                """,
                claim.run().value())
            .list(
                connection,
                row -> {
                  if (row.getString("state") != null) {
                    steps.add(StoredStep.read(row));
                  }
                  return new StoredRun(
                      RunStatus.valueOf(row.getString("status")),
                      TextMap.read(row.getString("input")),
                      steps);
                })) {
      run = Optional.of(read);
    }
    return run;
  }

  private void putAside(
      Claim claim,
      Visit visit,
      StoredStep.State state,
      Duration after,
      int failures,
      @Nullable StepError error) {
    database.insistently(
        connection -> {
          boolean cancelled = ClaimRow.lockRun(connection, claim);
          Instant now = clock.instant();
          ClaimRow.release(connection, claim, cancelled && !visit.undo() ? now : now.plus(after));
          return Sql.of(
                  """
                  update {}.plan_step
                  set state = ?, failures = ?, error_code = ?, error_message = ?
                  where run_id = ? and undo = ? and position = ?
                  """,
                  state.name(),
                  failures,
                  error == null ? null : error.code(),
                  error == null ? null : error.message(),
                  claim.run().value(),
                  visit.undo(),
                  visit.position())
              .update(connection);
        });
  }

  private static boolean hasSignal(Connection connection, Claim claim, String signal)
      throws SQLException {
    return Sql.of(
            "select 1 from {}.plan_signal where run_id = ? and name = ? limit 1",
            claim.run().value(),
            signal)
        .first(connection, row -> 1)
        .isPresent();
  }
}
