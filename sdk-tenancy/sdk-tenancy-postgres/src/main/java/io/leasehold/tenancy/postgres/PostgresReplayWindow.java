package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.postgres.internal.ReplayRows;
import io.leasehold.tenancy.spi.ReplayWindow;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A replay window of all nodes, on PostgreSQL, in the schema of {@link TenancySchema}. Two
 * statements a message. Thread-safe.
 *
 * <p>Leases are judged by the clock of the node that asks, so nodes keep their clocks together.
 */
public final class PostgresReplayWindow implements ReplayWindow {

  private static final Pattern CONSUMER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final PlatformDatabase database;
  private final String consumer;
  private final Clock clock;

  /**
   * A window.
   *
   * @param platform logs in as the platform's role
   * @param consumer whose messages these are: the same on all nodes that share the work, another
   *     for each other consumer of a topic; 1 to 64 letters, digits, {@code .}, {@code _} and
   *     {@code -}
   * @throws IllegalArgumentException if the consumer is malformed
   */
  public PostgresReplayWindow(DataSource platform, String consumer) {
    this(platform, consumer, Clock.systemUTC());
  }

  /** A window with another clock than the system's. */
  public PostgresReplayWindow(DataSource platform, String consumer, Clock clock) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
    this.clock = Objects.requireNonNull(clock, "clock");
    if (!CONSUMER.matcher(consumer).matches()) {
      throw new IllegalArgumentException(
          "a consumer has 1 to 64 letters, digits, '.', '_' and '-'");
    }
    this.consumer = consumer;
  }

  /**
   * Takes the message if nobody has it.
   *
   * @throws TenantRegistryUnavailableException if the database cannot be asked
   */
  @Override
  public Standing enter(String id, Instant leaseUntil, Instant keepUntil) {
    return call(
        connection ->
            ReplayRows.enter(connection, consumer, id, leaseUntil, keepUntil, clock.instant()));
  }

  @Override
  public void done(String id) {
    call(connection -> ReplayRows.done(connection, consumer, id));
  }

  @Override
  public void undo(String id, Instant leaseUntil) {
    call(connection -> ReplayRows.undo(connection, consumer, id, leaseUntil));
  }

  /**
   * Forgets the messages of all consumers whose envelopes have expired. For a scheduler, some times
   * a day, on any number of nodes.
   *
   * @return how many
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  public int forgetExpired() {
    return call(connection -> ReplayRows.forget(connection, clock.instant()));
  }

  private <T> T call(PlatformDatabase.Call<T> work) {
    try {
      return database.callInTransaction(work);
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }
}
