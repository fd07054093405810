package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.OwnershipLostException;
import io.leasehold.provisioning.plan.RunStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets an attempt at a step begin: under the claim, not cancelled, with its permit and signal. */
final class StepGate {

  /** A queued run is woken by whoever frees a permit; this is for the case that nobody did. */
  private static final Duration QUEUE_LOOK = Duration.ofSeconds(15);

  private final Database database;
  private final InstantSource clock;
  private final String node;

  StepGate(Database database, InstantSource clock, String node) {
    this.database = database;
    this.clock = clock;
    this.node = node;
  }

  /** Records that an attempt begins, before it can have any effect. */
  Begin begin(Claim claim, Visit visit) {
    if (visit.permit().isEmpty() && !visit.waitsForSignal()) {
      return database.statementInsistently(connection -> beginAtOnce(connection, claim, visit));
    }
    return database.insistently(connection -> beginWhenAllowed(connection, claim, visit));
  }

  private Begin beginAtOnce(Connection connection, Claim claim, Visit visit) throws SQLException {
    Optional<Boolean> begun =
        Sql.of(
                """
                with claim as (
                  select r.cancel_requested from {}.scheduled_tasks t, {}.plan_run r
                  where t.task_name = ? and t.task_instance = ? and t.version = ? and t.picked
                    and r.id = ?
                  for no key update of t),
                begun as (
                  insert into {}.plan_step
                    (run_id, undo, position, name, state, attempts, interruptions, node,
                     started_at)
                  select ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?
                  from claim where ? or not cancel_requested
                  on conflict (run_id, undo, position) do update
                  set state = 'RUNNING', attempts = excluded.attempts,
                      interruptions = excluded.interruptions, node = excluded.node
                  returning 1)
                select exists (select 1 from begun) from claim
                """,
                claim.task(),
                claim.run().toString(),
                claim.version(),
                claim.run().value(),
                claim.run().value(),
                visit.undo(),
                visit.position(),
                visit.step().name(),
                visit.attempt(),
                visit.interruptions(),
                node,
                clock.instant(),
                visit.undo())
            .first(connection, row -> row.getBoolean(1));
    if (begun.isEmpty()) {
      throw new OwnershipLostException(claim.run());
    }
    StoredStep before = visit.before();
    return begun.get()
        ? new Begin.Go(before == null ? null : before.payload())
        : new Begin.CancelRequested();
  }

  private Begin beginWhenAllowed(Connection connection, Claim claim, Visit visit)
      throws SQLException {
    boolean cancelled = ClaimRow.lockRun(connection, claim);
    ClaimRow.fence(connection, claim);
    if (cancelled && !visit.undo()) {
      return new Begin.CancelRequested();
    }
    Instant now = clock.instant();
    if (visit.permit().isPresent()
        && !Permits.acquire(connection, visit.permit().get(), claim.run(), visit.position(), now)) {
      queue(connection, claim, visit, now);
      return new Begin.PutAside();
    }
    StoredStep before = visit.before();
    String payload = before == null ? null : before.payload();
    if (before != null && visit.waitsForSignal()) {
      payload = takenSignal(connection, claim, visit);
      if (payload == null) {
        payload = takeSignal(connection, claim, before.signal());
      }
      if (payload == null) {
        Instant deadline = before.deadline();
        if (deadline == null || !now.isBefore(deadline)) {
          return new Begin.SignalMissed();
        }
        ClaimRow.release(connection, claim, deadline);
        return new Begin.PutAside();
      }
    }
    write(connection, claim, visit, StoredStep.State.RUNNING, visit.attempt(), payload, null, now);
    if (!visit.undo()) {
      ClaimRow.status(connection, claim, RunStatus.RUNNING);
    }
    return new Begin.Go(payload);
  }

  private void queue(Connection connection, Claim claim, Visit visit, Instant now)
      throws SQLException {
    ClaimRow.release(connection, claim, now.plus(QUEUE_LOOK));
    int attempts = visit.before() == null ? 0 : visit.before().attempts();
    String permit = visit.permit().orElseThrow().name();
    write(connection, claim, visit, StoredStep.State.QUEUED, attempts, null, permit, now);
    ClaimRow.status(connection, claim, RunStatus.WAITING);
  }

  private void write(
      Connection connection,
      Claim claim,
      Visit visit,
      StoredStep.State state,
      int attempts,
      @Nullable String payload,
      @Nullable String permitWanted,
      Instant now)
      throws SQLException {
    Sql.of(
            """
            insert into {}.plan_step as s
              (run_id, undo, position, name, state, attempts, interruptions, signal_payload,
               permit_wanted, queued_at, node, started_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (run_id, undo, position) do update
            set state = excluded.state, attempts = excluded.attempts,
                interruptions = excluded.interruptions,
                signal_payload = excluded.signal_payload,
                permit_wanted = excluded.permit_wanted,
                queued_at = coalesce(s.queued_at, excluded.queued_at),
                node = excluded.node
            """,
            claim.run().value(),
            visit.undo(),
            visit.position(),
            visit.step().name(),
            state.name(),
            attempts,
            visit.interruptions(),
            payload,
            permitWanted,
            permitWanted == null ? null : now,
            node,
            now)
        .update(connection);
  }

  /**
   * The signal that this very attempt took already, in a transaction whose answer was lost. Taking
   * another, or finding none and going back to wait, would lose it.
   */
  private static @Nullable String takenSignal(Connection connection, Claim claim, Visit visit)
      throws SQLException {
    return Sql.of(
            """
            select signal_payload from {}.plan_step
            where run_id = ? and undo = ? and position = ? and state = 'RUNNING'
              and signal_payload is not null
            """,
            claim.run().value(),
            visit.undo(),
            visit.position())
        .first(connection, row -> row.getString(1))
        .orElse(null);
  }

  private static @Nullable String takeSignal(
      Connection connection, Claim claim, @Nullable String signal) throws SQLException {
    return Sql.of(
            """
            delete from {}.plan_signal where id = (
              select min(id) from {}.plan_signal where run_id = ? and name = ?)
            returning payload
            """,
            claim.run().value(),
            signal)
        .first(connection, row -> row.getString(1))
        .orElse(null);
  }
}
