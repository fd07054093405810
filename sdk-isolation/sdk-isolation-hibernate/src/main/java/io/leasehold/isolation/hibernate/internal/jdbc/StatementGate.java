package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before statements run on a guarded connection. Like the connection, for one thread
 * at a time.
 */
public interface StatementGate {

  /** Called before each statement, which does not run if this throws. */
  void beforeStatement() throws SQLException;

  /**
   * What a statement that is about to be prepared would have to set if it were the first of its
   * transaction; null when there is nothing to gain.
   */
  default @Nullable SetLocally toCarry() throws SQLException {
    return null;
  }

  /**
   * Called before each statement that could set variables itself; then in the place of {@link
   * #beforeStatement()}, unless it returns null. The statement does not run if this throws.
   */
  default @Nullable Opening opening() throws SQLException {
    return null;
  }

  /**
   * What a statement has to set before it runs.
   *
   * @param variables by name
   * @param ran to be called when the statement ran
   */
  record Opening(Map<String, String> variables, Runnable ran) {}

  /** Called before rows of an open result set are read, which are not if this throws. */
  default void beforeRead() {}

  /** The transaction is over. */
  void ended();

  /** The connection is about to be closed. */
  default void closing() throws SQLException {}

  /**
   * What was called on the connection, or on what is reached from it, failed.
   *
   * @return what the caller is to get
   */
  default SQLException failed(SQLException failure) {
    return failure;
  }

  /** The connection is closed. */
  default void closed() {}

  /** What was set in the transaction may have been rolled back; it perhaps goes on. */
  void unsettled();
}
