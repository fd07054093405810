package io.leasehold.isolation.hibernate.placement;

import java.sql.Connection;
import java.sql.SQLException;

/** The connections to one tenant's own database. Implementations are thread-safe. */
public interface TenantPool extends AutoCloseable {

  /**
   * A connection, perhaps a waiting one.
   *
   * @throws SQLException if none can be had in the time that the pool gives itself
   */
  Connection getConnection() throws SQLException;

  /** Closes all connections, those in use as well; who waits for one gets an exception. */
  @Override
  void close();
}
