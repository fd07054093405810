package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.Permit;
import io.leasehold.provisioning.plan.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Permits as rows: a permit with limit n has the slots 1 to n, and a slot is a primary key, so the
 * database itself refuses one too many. A row belongs to a run, not to a node, so a take-over has
 * nothing to do. A freed slot goes straight to the run that has queued longest.
 *
 * <p>Runs inside the caller's transaction. An advisory lock for each permit name puts takers and
 * leavers in a row; without it one could queue just after the other found nobody queueing.
 */
final class Permits {

  private Permits() {}

  static boolean acquire(Connection connection, Permit permit, RunId run, int position, Instant now)
      throws SQLException {
    if (holds(connection, run, position)) {
      return true;
    }
    lock(connection, permit.name());
    if (holds(connection, run, position)) {
      return true;
    }
    int taken =
        Sql.of(
                """
                insert into {}.plan_permit (name, slot, run_id, position, since)
                select ?, free.slot, ?, ?, ?
                from generate_series(1, ?) as free(slot)
                where not exists (
                  select 1 from {}.plan_permit used where used.name = ? and used.slot = free.slot)
                order by free.slot limit 1
                on conflict do nothing
                """,
                permit.name(),
                run.value(),
                position,
                now,
                permit.limit(),
                permit.name())
            .update(connection);
    return taken == 1;
  }

  /** Frees what the run holds for one step. */
  static void release(Connection connection, RunId run, int position, Instant now)
      throws SQLException {
    Optional<String> name =
        Sql.of(
                "select name from {}.plan_permit where run_id = ? and position = ?",
                run.value(),
                position)
            .first(connection, row -> row.getString(1));
    if (name.isPresent()) {
      free(connection, name.get(), run, position, now);
    }
  }

  /** Frees whatever the run holds. */
  static void releaseAll(Connection connection, RunId run, Instant now) throws SQLException {
    for (int position :
        Sql.of("select position from {}.plan_permit where run_id = ? order by name", run.value())
            .list(connection, row -> row.getInt(1))) {
      release(connection, run, position, now);
    }
  }

  private static void free(Connection connection, String name, RunId run, int position, Instant now)
      throws SQLException {
    lock(connection, name);
    Optional<Integer> slot =
        Sql.of(
                """
                delete from {}.plan_permit where run_id = ? and position = ? returning slot
                """,
                run.value(),
                position)
            .first(connection, row -> row.getInt(1));
    // Whoever is locked is just being worked on and asks again by itself.
    Optional<Heir> heir =
        Sql.of(
                """
                select s.run_id, s.position, r.plan, r.version, r.digest
                from {}.plan_step s join {}.plan_run r on r.id = s.run_id
                where s.permit_wanted = ? and s.state = 'QUEUED'
                order by s.queued_at limit 1
                for update of s skip locked
                """,
                name)
            .first(
                connection,
                row ->
                    new Heir(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        new PlanKey(row.getString(3), row.getInt(4), row.getString(5))));
    if (slot.isPresent() && heir.isPresent()) {
      handOver(connection, name, slot.get(), heir.get(), now);
    }
  }

  private static void handOver(Connection connection, String name, int slot, Heir heir, Instant now)
      throws SQLException {
    Sql.of(
            """
            insert into {}.plan_permit (name, slot, run_id, position, since)
            values (?, ?, ?, ?, ?)
            """,
            name,
            slot,
            heir.run(),
            heir.position(),
            now)
        .update(connection);
    Sql.of(
            """
            update {}.plan_step set permit_wanted = null
            where run_id = ? and not undo and position = ?
            """,
            heir.run(),
            heir.position())
        .update(connection);
    // Never wait for another run's row: that is how two transactions come to wait for each other.
    Sql.of(
            """
            update {}.scheduled_tasks set execution_time = ?
            where (task_name, task_instance) in (
              select task_name, task_instance from {}.scheduled_tasks
              where task_name = ? and task_instance = ? and not picked
              for update skip locked)
            """,
            now,
            heir.plan().task(),
            heir.run().toString())
        .update(connection);
  }

  private static boolean holds(Connection connection, RunId run, int position) throws SQLException {
    return Sql.of(
            "select 1 from {}.plan_permit where run_id = ? and position = ?", run.value(), position)
        .first(connection, row -> row.getInt(1))
        .isPresent();
  }

  private static void lock(Connection connection, String name) throws SQLException {
    Sql.of("select pg_advisory_xact_lock(hashtextextended(?, 0))", "leasehold permit " + name)
        .first(connection, row -> 1);
  }

  private record Heir(UUID run, int position, PlanKey plan) {}
}
