package io.leasehold.isolation.hibernate.schema;

import java.sql.Connection;
import java.sql.SQLException;

/** Does something in the transaction that is open, or in one of its own. */
final class InTransaction {

  interface Work<T> {
    T call() throws SQLException;
  }

  private InTransaction() {}

  static <T> T call(Connection connection, Work<T> work) throws SQLException {
    if (!connection.getAutoCommit()) {
      return work.call();
    }
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.call();
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }
}
