package io.leasehold.isolation.hibernate.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Guards connections, so that each of their transactions knows its tenant. Thread-safe. */
public final class TenantConnections {

  private final Transactions transactions;

  /**
   * Guards connections whose transactions are told apart as given.
   *
   * @param transactions who, apart from the user of a connection, ends its transactions
   */
  public TenantConnections(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The guarded connection; it owns the given one. */
  public Connection guard(Connection connection) {
    return JdbcGuard.around(connection, new TenantBinding(connection, transactions));
  }

  /** What is thrown when somebody asks for what is underneath. */
  public static SQLException unwrapRefused(Class<?> type) {
    return new SQLException(
        "LH-ISO-204: unwrap to "
            + type.getName()
            + " was refused, because what is underneath knows no tenant; use the JDBC interfaces");
  }
}
