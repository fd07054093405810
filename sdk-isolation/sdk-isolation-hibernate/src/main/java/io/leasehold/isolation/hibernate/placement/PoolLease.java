package io.leasehold.isolation.hibernate.placement;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection of a tenant's pool, until its last user is done with it. Thread-safe. */
final class PoolLease {

  private final Runnable atEnd;
  private volatile @Nullable Connection connection;
  private int users = 1;

  PoolLease(Runnable atEnd) {
    this.atEnd = atEnd;
  }

  void of(Connection taken) {
    connection = taken;
  }

  Connection connection() {
    return Objects.requireNonNull(connection, "connection");
  }

  /** One more has to release it. */
  synchronized void retain() {
    users++;
  }

  /** One user less. */
  void release() {
    synchronized (this) {
      if (users == 0 || --users > 0) {
        return;
      }
    }
    atEnd.run();
  }

  synchronized boolean isOver() {
    return users == 0;
  }

  /** Ends the connection in the middle of what it does; its user gets an exception. */
  void abort() {
    Connection taken = connection;
    if (taken != null) {
      try {
        taken.abort(Runnable::run);
      } catch (SQLException e) {
        // Then the pool, which is closed next, ends it.
      }
    }
  }
}
