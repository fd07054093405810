package io.leasehold.isolation.hibernate.internal;

import java.sql.SQLException;

/**
 * What is asked before statements run on a guarded connection. Like the connection, for one thread
 * at a time.
 */
interface StatementGate {

  /** Called before each statement, which does not run if this throws. */
  void beforeStatement() throws SQLException;

  /** Called before rows of an open result set are read, which are not if this throws. */
  default void beforeRead() {}

  /** The transaction is over. */
  void ended();

  /** The connection is closed. */
  default void closed() {}

  /** What was set in the transaction may have been rolled back; it perhaps goes on. */
  void unsettled();
}
