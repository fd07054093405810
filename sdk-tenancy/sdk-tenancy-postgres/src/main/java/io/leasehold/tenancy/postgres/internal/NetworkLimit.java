package io.leasehold.tenancy.postgres.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long a connection waits for the next byte. A query timeout does not help where the
 * network has fallen silent, because it asks the database to stop; this one gives up by itself.
 */
public final class NetworkLimit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NetworkLimit.class);

  private static final int UNSUPPORTED = -1;

  private final Connection connection;
  private final int before;

  private NetworkLimit(Connection connection, int before) {
    this.connection = connection;
    this.before = before;
  }

  /** Limits the connection until this is closed; a pool that does not let us is left as it is. */
  public static NetworkLimit on(Connection connection, Duration limit) {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
      return new NetworkLimit(connection, before);
    } catch (SQLException e) {
      LOG.debug("The time that a connection waits cannot be limited", e);
      return new NetworkLimit(connection, UNSUPPORTED);
    }
  }

  /** The connection that is limited. */
  public Connection connection() {
    return connection;
  }

  /** Gives the next borrower of the connection what it expects. */
  @Override
  public void close() {
    if (before == UNSUPPORTED) {
      return;
    }
    try {
      connection.setNetworkTimeout(Runnable::run, before);
    } catch (SQLException e) {
      LOG.debug("The connection is broken anyway", e);
    }
  }
}
