package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.spi.ReplayWindow.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How a replay window lies in its table. */
public final class ReplayRows {

  // One statement, so that of two nodes one gets the row: the other waits for it and then sees it.
  private static final String TAKE =
      """
      insert into leasehold_tenancy.replay_window as known (consumer, id, lease_until, keep_until)
      values (?, ?, ?, ?)
      on conflict (consumer, id) do update set lease_until = excluded.lease_until
        where not known.done and known.lease_until <= ?
      """;

  private static final String IS_DONE =
      "select done from leasehold_tenancy.replay_window where consumer = ? and id = ?";

  private static final String DONE =
      "update leasehold_tenancy.replay_window set done = true where consumer = ? and id = ?";

  private static final String UNDO =
      """
      delete from leasehold_tenancy.replay_window
      where consumer = ? and id = ? and not done and lease_until = ?
      """;

  private static final String FORGET =
      "delete from leasehold_tenancy.replay_window where keep_until < ?";

  private ReplayRows() {}

  /** Takes the message, or says who has it. */
  public static Standing enter(
      Connection connection,
      String consumer,
      String id,
      Instant leaseUntil,
      Instant keepUntil,
      Instant now)
      throws SQLException {
    if (update(connection, TAKE, consumer, id, leaseUntil, keepUntil, now) == 1) {
      return Standing.FIRST;
    }
    List<Boolean> done =
        PlatformDatabase.query(connection, IS_DONE, row -> row.getBoolean(1), consumer, id);
    // None: it was undone this moment, and can be taken the next time.
    return done.contains(true) ? Standing.DONE : Standing.IN_WORK;
  }

  /** Marks the message. */
  public static int done(Connection connection, String consumer, String id) throws SQLException {
    return update(connection, DONE, consumer, id);
  }

  /** Lets the message go. */
  public static int undo(Connection connection, String consumer, String id, Instant leaseUntil)
      throws SQLException {
    return update(connection, UNDO, consumer, id, leaseUntil);
  }

  /** Removes what need not be remembered. */
  public static int forget(Connection connection, Instant now) throws SQLException {
    return update(connection, FORGET, now);
  }

  private static int update(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(5);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(
            i + 1,
            parameters[i] instanceof Instant time
                // The database has microseconds and rounds; both sides of a comparison have these.
                ? time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC)
                : parameters[i]);
      }
      return statement.executeUpdate();
    }
  }
}
