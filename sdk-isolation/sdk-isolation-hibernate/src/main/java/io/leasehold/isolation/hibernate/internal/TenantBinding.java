package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.OutsideTransactionException;
import io.leasehold.isolation.hibernate.TenantChangedException;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.TenantContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tenant of the transactions of one connection. Like the connection, for one thread at a
 * time.
 */
final class TenantBinding {

  private static final String SET_TENANT =
      "select set_config('" + TenantDataSource.VARIABLE + "', ?, ?)";

  private static final String WITNESS = "leasehold.transaction";

  // The key of the transactions that no transaction manager knows.
  private static final Object LOCAL = new Object();

  private final Connection connection;
  private final Transactions transactions;
  private final BooleanSupplier ready;

  private @Nullable Object transaction;
  private @Nullable String tenant;
  private boolean applied;

  TenantBinding(Connection connection, Transactions transactions, BooleanSupplier ready) {
    this.connection = connection;
    this.transactions = transactions;
    this.ready = ready;
  }

  /** Called before each statement: the variable is right, or this throws. */
  void beforeStatement() throws SQLException {
    String wanted = tenantInScope();
    Transactions.Global global = transactions.current();
    Object current = global == null ? LOCAL : global.key();
    if (!current.equals(transaction)) {
      ended();
    }
    String claimed = global == null ? tenant : global.claim(wanted);
    if (claimed != null && !claimed.equals(wanted)) {
      throw new TenantChangedException();
    }
    if (!applied) {
      // A container may say "auto-commit" of a connection that takes part in its transaction.
      boolean doubtful = connection.getAutoCommit();
      set(wanted, true);
      if (doubtful && !insideTransaction()) {
        requireStarting();
        return;
      }
      // Where nobody tells us of the end of the transaction, the next statement asks again.
      applied = !doubtful || global != null;
      if (applied) {
        transaction = current;
        tenant = wanted;
      }
    }
  }

  /** The transaction is over. */
  void ended() {
    transaction = null;
    tenant = null;
    applied = false;
  }

  /** The variable may have been rolled back, the transaction perhaps goes on. */
  void unsettled() {
    applied = false;
  }

  private static String tenantInScope() {
    return TenantContext.current().map(found -> found.id().value()).orElse("");
  }

  private void requireStarting() throws SQLException {
    if (ready.getAsBoolean()) {
      throw new OutsideTransactionException();
    }
    // For the session, because there is no transaction; "no tenant" may stay on a connection.
    set("", false);
  }

  private void set(String value, boolean forTransaction) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SET_TENANT)) {
      statement.setString(1, value);
      statement.setBoolean(2, forTransaction);
      statement.execute();
    }
  }

  /** Asks PostgreSQL: what is set locally outlives its statement only inside a transaction. */
  private boolean insideTransaction() throws SQLException {
    String mark = UUID.randomUUID().toString();
    try (PreparedStatement write =
        connection.prepareStatement("select set_config('" + WITNESS + "', ?, true)")) {
      write.setString(1, mark);
      write.execute();
    }
    try (PreparedStatement read =
            connection.prepareStatement("select current_setting('" + WITNESS + "', true)");
        ResultSet row = read.executeQuery()) {
      return row.next() && mark.equals(row.getString(1));
    }
  }
}
