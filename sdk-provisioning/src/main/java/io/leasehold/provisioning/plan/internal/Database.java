package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.PlanStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions on the runs' database. */
final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final DataSource dataSource;
  private final Duration patience;

  /**
   * A database.
   *
   * @param patience how long {@link #insistently} keeps trying
   */
  Database(DataSource dataSource, Duration patience) {
    this.dataSource = dataSource;
    this.patience = patience;
  }

  /** Work in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Runs work in a transaction of its own, once. */
  <T> T transaction(Work<T> work) {
    try {
      return attempt(work, false);
    } catch (SQLException e) {
      throw new PlanStoreException(e);
    }
  }

  /**
   * Runs work in a transaction, and again when the database was away or gave way to a deadlock. A
   * step's result is worth some waiting: without it the step has to run again. Only for work that
   * may be repeated after a commit whose answer was lost.
   */
  <T> T insistently(Work<T> work) {
    return insistently(work, false);
  }

  private <T> T insistently(Work<T> work, boolean singleStatement) {
    long giveUpAt = System.nanoTime() + patience.toNanos();
    long pause = 50;
    while (true) {
      try {
        return attempt(work, singleStatement);
      } catch (SQLException e) {
        if (!passing(e) || System.nanoTime() > giveUpAt || !slept(pause)) {
          throw new PlanStoreException(e);
        }
        LOG.info("Database away (SQL state {}), trying again", e.getSQLState());
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
    }
  }

  /** Like {@link #insistently} for work of a single statement, which needs no commit of its own. */
  <T> T statementInsistently(Work<T> work) {
    return insistently(work, true);
  }

  private <T> T attempt(Work<T> work, boolean singleStatement) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (singleStatement && connection.getAutoCommit()) {
        return work.on(connection);
      }
      return inTransaction(connection, work);
    }
  }

  private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    if (autoCommit) {
      connection.setAutoCommit(false);
    }
    boolean committed = false;
    try {
      T result = work.on(connection);
      connection.commit();
      committed = true;
      return result;
    } finally {
      if (!committed) {
        rollBack(connection);
      }
      if (autoCommit && !connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("Roll-back failed; the server drops the transaction with the connection", e);
    }
  }

  /** Connection trouble, shutdown of the server, deadlock, serialization failure. */
  private static boolean passing(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53")
        || state.equals("40001")
        || state.equals("40P01");
  }

  private static boolean slept(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
