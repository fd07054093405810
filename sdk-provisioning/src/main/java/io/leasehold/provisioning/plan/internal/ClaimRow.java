package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.OwnershipLostException;
import io.leasehold.provisioning.plan.RunStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The rows that fence a run, inside the caller's transaction. */
final class ClaimRow {

  private ClaimRow() {}

  static boolean owns(Connection connection, Claim claim) throws SQLException {
    return Sql.of(
            """
            select 1 from {}.scheduled_tasks
            where task_name = ? and task_instance = ? and version = ? and picked
            """,
            claim.task(),
            claim.run().toString(),
            claim.version())
        .first(connection, row -> 1)
        .isPresent();
  }

  /** Locks the run against signals and cancel, and says whether it was cancelled. */
  static boolean lockRun(Connection connection, Claim claim) throws SQLException {
    return Sql.of(
            "select cancel_requested from {}.plan_run where id = ? for no key update",
            claim.run().value())
        .first(connection, row -> row.getBoolean(1))
        .orElse(false);
  }

  /** Holds off a take-over until the end of the transaction, or finds that it is too late. */
  static void fence(Connection connection, Claim claim) throws SQLException {
    int rows =
        Sql.of(
                """
                select 1 from {}.scheduled_tasks
                where task_name = ? and task_instance = ? and version = ? and picked
                for no key update
                """,
                claim.task(),
                claim.run().toString(),
                claim.version())
            .list(connection, row -> 1)
            .size();
    owned(claim, rows);
  }

  /** Gives the claim back to the engine: due at a time, for any node. */
  static void release(Connection connection, Claim claim, Instant due) throws SQLException {
    owned(
        claim,
        Sql.of(
                """
                update {}.scheduled_tasks
                set picked = false, picked_by = null, last_heartbeat = null, execution_time = ?,
                    version = version + 1
                where task_name = ? and task_instance = ? and version = ? and picked
                """,
                due,
                claim.task(),
                claim.run().toString(),
                claim.version())
            .update(connection));
  }

  /** Ends the claim with the run. */
  static void drop(Connection connection, Claim claim) throws SQLException {
    owned(
        claim,
        Sql.of(
                """
                delete from {}.scheduled_tasks
                where task_name = ? and task_instance = ? and version = ? and picked
                """,
                claim.task(),
                claim.run().toString(),
                claim.version())
            .update(connection));
  }

  static int status(Connection connection, Claim claim, RunStatus status) throws SQLException {
    return Sql.of(
            "update {}.plan_run set status = ? where id = ? and status <> ?",
            status.name(),
            claim.run().value(),
            status.name())
        .update(connection);
  }

  /** One row under the claim, or it is no longer ours. */
  static boolean owned(Claim claim, int rows) {
    if (rows != 1) {
      throw new OwnershipLostException(claim.run());
    }
    return true;
  }
}
