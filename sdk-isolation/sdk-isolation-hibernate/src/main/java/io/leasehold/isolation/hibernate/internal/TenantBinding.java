package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.CrossTenantScopeException;
import io.leasehold.isolation.hibernate.OutsideTransactionException;
import io.leasehold.isolation.hibernate.TenantChangedException;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.internal.jdbc.SetLocally;
import io.leasehold.isolation.hibernate.internal.jdbc.StatementGate;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tenant of the transactions of one connection. Like the connection, for one thread at a
 * time.
 */
final class TenantBinding implements StatementGate {

  private static final String WITNESS = "leasehold.transaction";

  private static final String READ_WITNESS =
      "select pg_catalog.current_setting('" + WITNESS + "', true)";

  private static final String SET_NO_TENANT_FOR_SESSION =
      "select pg_catalog.set_config('" + TenantDataSource.VARIABLE + "', '', false)";

  private static final String DRIVER = "PostgreSQL JDBC Driver";

  // The key of the transactions that no transaction manager knows.
  private static final Object LOCAL = new Object();

  private final Connection connection;
  private final Transactions transactions;
  private final BooleanSupplier ready;
  private final TenantSetting setting;
  private final ConnectionPlace place;
  private final @Nullable SetLocally carried;

  // Volatile, because a connection may go on on another thread than the one that asks about it.
  private volatile @Nullable Object transaction;
  private volatile @Nullable String tenant;
  private boolean applied;

  TenantBinding(
      Connection connection,
      Transactions transactions,
      BooleanSupplier ready,
      TenantSetting setting,
      ConnectionPlace place,
      @Nullable SetLocally carried) {
    this.connection = connection;
    this.transactions = transactions;
    this.ready = ready;
    this.setting = setting;
    this.place = place;
    this.carried = carried;
  }

  /** The variable is right, or this throws. */
  @Override
  public void beforeStatement() throws SQLException {
    String wanted = tenantInScope();
    Transactions.Global global = transactions.current();
    Object current = agree(wanted, global);
    if (!applied) {
      // A container may say "auto-commit" of a connection that takes part in its transaction.
      boolean doubtful = connection.getAutoCommit();
      if (!doubtful) {
        SetLocally.run(connection, variables(wanted));
      } else if (!setInsideTransaction(wanted)) {
        requireStarting();
        return;
      }
      // Where nobody tells us of the end of the transaction, the next statement asks again.
      applied = !doubtful || global != null;
      if (applied) {
        begun(wanted, current);
      }
    }
  }

  @Override
  public @Nullable SetLocally toCarry() throws SQLException {
    if (carried == null || connection.getAutoCommit()) {
      return null;
    }
    Transactions.Global global = applied ? transactions.current() : null;
    boolean told = applied && (global == null ? LOCAL : global.key()).equals(transaction);
    return told || !takesTwoAtOnce() ? null : carried;
  }

  @Override
  public @Nullable Opening opening() throws SQLException {
    String wanted = tenantInScope();
    Object current = agree(wanted, transactions.current());
    if (applied || connection.getAutoCommit()) {
      return null;
    }
    Map<String, String> variables = variables(wanted);
    // Before it runs: it may run, and fail all the same.
    begun(wanted, current);
    return new Opening(variables, () -> applied = true);
  }

  // Another driver may send each statement for itself, or refuse two.
  private boolean takesTwoAtOnce() throws SQLException {
    return DRIVER.equals(connection.getMetaData().getDriverName());
  }

  /** The transaction is for the tenant, or this throws; returns its key. */
  private Object agree(String wanted, Transactions.@Nullable Global global) {
    Object current = global == null ? LOCAL : global.key();
    if (!current.equals(transaction)) {
      ended();
    }
    String claimed = global == null ? tenant : global.claim(wanted);
    if (claimed != null && !claimed.equals(wanted)) {
      throw new TenantChangedException();
    }
    return current;
  }

  private void begun(String wanted, Object current) {
    tenant = wanted;
    transaction = current;
    if (current == LOCAL) {
      OpenTransactions.remember(this);
    }
  }

  @Override
  public void ended() {
    if (transaction == LOCAL) {
      OpenTransactions.forget(this);
    }
    transaction = null;
    tenant = null;
    applied = false;
    place.transactionEnded();
  }

  @Override
  public SQLException failed(SQLException failure) {
    place.failed(failure);
    return TenantMovingException.translated(failure);
  }

  @Override
  public void closed() {
    place.closed();
  }

  @Override
  public void unsettled() {
    applied = false;
  }

  /** Whether a transaction that nobody but the connection knows is open for the tenant. */
  boolean isOpenFor(String id) {
    return transaction == LOCAL && id.equals(tenant);
  }

  /** The id of the tenant in scope, empty for none. */
  static String tenantInScope() {
    if (TenantContext.scope().orElse(null) instanceof TenantScope.CrossTenant) {
      throw new CrossTenantScopeException();
    }
    return TenantContext.current().map(found -> found.id().value()).orElse("");
  }

  private void requireStarting() throws SQLException {
    if (ready.getAsBoolean()) {
      throw new OutsideTransactionException();
    }
    // For the session, because there is no transaction; "no tenant" may stay on a connection.
    try (Statement statement = connection.createStatement()) {
      statement.execute(SET_NO_TENANT_FOR_SESSION);
    }
  }

  /**
   * Sets the tenant and asks PostgreSQL whether it holds: what is set locally outlives its
   * statement only inside a transaction. The witness is a value that nobody else can have set.
   */
  private boolean setInsideTransaction(String wanted) throws SQLException {
    String witness = UUID.randomUUID().toString();
    Map<String, String> variables = new LinkedHashMap<>(variables(wanted));
    variables.put(WITNESS, witness);
    SetLocally.run(connection, variables);
    try (PreparedStatement read = connection.prepareStatement(READ_WITNESS);
        ResultSet row = read.executeQuery()) {
      return row.next() && witness.equals(row.getString(1));
    }
  }

  private Map<String, String> variables(String wanted) throws SQLException {
    // First, because the place may ask something, and a setting may have the session cleaned.
    Map<String, String> ofTenant = setting.variables(connection, wanted);
    Map<String, String> ofPlace = place.variables(connection, wanted);
    if (ofPlace.isEmpty()) {
      return ofTenant;
    }
    Map<String, String> all = new LinkedHashMap<>(ofPlace);
    all.putAll(ofTenant);
    return all;
  }
}
