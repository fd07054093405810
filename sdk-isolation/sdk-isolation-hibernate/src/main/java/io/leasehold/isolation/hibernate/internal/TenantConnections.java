package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.internal.ConnectionRoute.Taken;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

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
    return guard(new Taken(connection, ConnectionPlace.ONLY));
  }

  /** A guarded connection to where the tenant in scope has its rows. */
  public Connection guarded(ConnectionRoute route, DataSource shared) throws SQLException {
    TenantId tenant = TenantContext.current().map(Tenant::id).orElse(null);
    return guard(route.take(tenant, shared, transactions));
  }

  private Connection guard(Taken taken) {
    return JdbcGuard.around(
        taken.connection(),
        new TenantBinding(taken.connection(), transactions, ready, setting, taken.place()));
  }

  /** What is thrown when somebody asks for what is underneath. */
  public static SQLException unwrapRefused(Class<?> type) {
    return new SQLException(
        "LH-ISO-204: unwrap to "
            + type.getName()
            + " was refused, because what is underneath knows no tenant; use the JDBC interfaces");
  }
}
