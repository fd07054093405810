package io.leasehold.isolation.hibernate.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Guards connections, so that each of their transactions knows its tenant. Thread-safe. */
public final class TenantConnections {

  private final Transactions transactions;
  private final BooleanSupplier ready;
  private final TenantSetting setting;

  /**
   * Guards connections whose transactions are told apart as given.
   *
   * @param transactions who, apart from the user of a connection, ends its transactions
   */
  public TenantConnections(Transactions transactions) {
    this(transactions, () -> true, TenantSetting.PLAIN);
  }

  private TenantConnections(
      Transactions transactions, BooleanSupplier ready, TenantSetting setting) {
    this.transactions = transactions;
    this.ready = ready;
    this.setting = setting;
  }

  /** The same, but until the user is ready statements outside a transaction run for no tenant. */
  public TenantConnections startingUntil(BooleanSupplier userIsReady) {
    return new TenantConnections(transactions, userIsReady, setting);
  }

  /** The same, but PostgreSQL is told as given. */
  public TenantConnections saying(TenantSetting how) {
    return new TenantConnections(transactions, ready, how);
  }

  /** The guarded connection; it owns the given one. */
  public Connection guard(Connection connection) {
    return JdbcGuard.around(
        connection, new TenantBinding(connection, transactions, ready, setting));
  }

  /** What is thrown when somebody asks for what is underneath. */
  public static SQLException unwrapRefused(Class<?> type) {
    return new SQLException(
        "LH-ISO-204: unwrap to "
            + type.getName()
            + " was refused, because what is underneath knows no tenant; use the JDBC interfaces");
  }
}
