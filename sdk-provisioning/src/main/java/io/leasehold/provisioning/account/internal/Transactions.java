package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.PoolStorageException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs work in transactions of its own. READ COMMITTED always: the claim relies on each statement
 * seeing what others have committed, and some containers hand out REPEATABLE READ.
 */
public final class Transactions {

  private static final int ATTEMPTS = 5;

  private final DataSource dataSource;

  /** Work on that data source. */
  public Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Work that fails as JDBC fails. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; the caller commits. */
    T in(Connection transaction) throws SQLException;
  }

  /** Runs the work and commits; again if the database chose it as the victim of a deadlock. */
  public <T> T run(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = dataSource.getConnection()) {
        return once(connection, work);
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !transientFailure(e)) {
          throw new PoolStorageException(e);
        }
      }
    }
  }

  private static <T> T once(Connection connection, Work<T> work) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    int isolation = connection.getTransactionIsolation();
    if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
    connection.setAutoCommit(false);
    boolean committed = false;
    try {
      T result = work.in(connection);
      connection.commit();
      committed = true;
      return result;
    } finally {
      if (!committed) {
        connection.rollback();
      }
      connection.setAutoCommit(autoCommit);
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(isolation);
      }
    }
  }

  private static boolean transientFailure(SQLException e) {
    return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
  }
}
