package io.leasehold.provisioning.plan.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the journal.
 *
 * @param undo whether it is about taking the step back
 * @param position the step's place in the plan, from 0
 * @param state where it stands
 * @param attempts how often it was begun anew
 * @param failures failures in a row
 * @param interruptions how often it was cut off
 * @param output what it handed on
 * @param deadline when the signal it waits for is too late
 * @param signal the signal it waits for
 */
record StoredStep(
    boolean undo,
    int position,
    State state,
    int attempts,
    int failures,
    int interruptions,
    Map<String, String> output,
    @Nullable String signal,
    @Nullable Instant deadline,
    @Nullable String payload) {

  /** The states of the journal, finer than what users see. */
  enum State {
    /** Waits for a permit. */
    QUEUED,
    /** Somebody is at it; found by the next tick, it means that the attempt was cut off. */
    RUNNING,
    /** Returned Poll. */
    POLLING,
    /** Failed and will be tried again. */
    RETRYING,
    /** Returned Await. */
    WAITING,
    DONE,
    FAILED,
    CANCELLED;

    boolean ended() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }

  static StoredStep read(ResultSet row) throws SQLException {
    return new StoredStep(
        row.getBoolean("undo"),
        row.getInt("position"),
        State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getInt("failures"),
        row.getInt("interruptions"),
        TextMap.read(row.getString("output")),
        row.getString("signal"),
        Sql.instant(row, "signal_deadline"),
        row.getString("signal_payload"));
  }
}
