package io.leasehold.tenancy.postgres.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the database says that something changed, or for a time. Whoever waits looks
 * afterwards in any case, so a notification that is lost costs the rest of that time and nothing
 * else. For one thread.
 */
public interface Wakeups {

  /** Returns when something may have changed, at the latest after the time. */
  void await(Duration atMost) throws SQLException, InterruptedException;

  /** Without notifications: always the whole time. */
  static Wakeups none() {
    return atMost -> Thread.sleep(atMost.toMillis());
  }

  /**
   * With notifications where the driver can be reached through the connection: not behind a pool
   * that hides it, nor where the driver's classes are not visible.
   */
  static Wakeups of(Connection connection) throws SQLException {
    Optional<Wakeups> driver;
    try {
      driver = OfDriver.of(connection);
    } catch (LinkageError invisible) {
      driver = Optional.empty();
    }
    if (driver.isEmpty()) {
      LoggerFactory.getLogger(Wakeups.class)
          .info("Changes of tenants are looked for by polling: the driver cannot be reached");
      return none();
    }
    try (Statement listen = connection.createStatement()) {
      listen.execute("listen leasehold_tenant_change");
    }
    return driver.get();
  }

  /** Apart, because the driver may be missing. */
  final class OfDriver implements Wakeups {

    private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);

    private final PGConnection driver;

    private OfDriver(PGConnection driver) {
      this.driver = driver;
    }

    private static Optional<Wakeups> of(Connection connection) throws SQLException {
      return connection.isWrapperFor(PGConnection.class)
          ? Optional.of(new OfDriver(connection.unwrap(PGConnection.class)))
          : Optional.empty();
    }

    @Override
    public void await(Duration atMost) throws SQLException {
      var notifications = driver.getNotifications((int) atMost.toMillis());
      LOG.trace("Woken by {} notifications", notifications == null ? 0 : notifications.length);
    }
  }
}
