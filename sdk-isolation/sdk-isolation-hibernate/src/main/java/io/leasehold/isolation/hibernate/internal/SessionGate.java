package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.SharedSessionException;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.internal.jdbc.SetLocally;
import io.leasehold.isolation.hibernate.internal.jdbc.StatementGate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sets the tenant for the session where there is no transaction, and takes it back before the
 * connection is given back; a connection from which it cannot be taken is broken off. In a
 * transaction it is set as ever.
 */
final class SessionGate implements StatementGate {

  private static final String SET_FOR_SESSION =
      "select pg_catalog.set_config('" + TenantDataSource.VARIABLE + "', ?, false)";

  private final Connection connection;
  private final Transactions transactions;
  private final TenantBinding inTransaction;

  private boolean ownSession;
  private boolean left;
  private @Nullable String said;

  SessionGate(Connection connection, Transactions transactions, TenantBinding inTransaction) {
    this.connection = connection;
    this.transactions = transactions;
    this.inTransaction = inTransaction;
  }

  @Override
  public void beforeStatement() throws SQLException {
    if (transactions.current() != null || !connection.getAutoCommit()) {
      inTransaction.beforeStatement();
      return;
    }
    String wanted = TenantBinding.tenantInScope();
    if (!Objects.equals(said, wanted)) {
      requireOwnSession();
      said = null;
      // Before it runs: it may run, and fail all the same.
      left = true;
      setForSession(wanted);
      said = wanted;
    }
  }

  /** A pooler would hand the session, and the tenant with it, to somebody else. */
  private void requireOwnSession() throws SQLException {
    if (!ownSession) {
      Integer told = PoolerProbe.told(connection);
      if (told == null || told != backend()) {
        throw new SharedSessionException();
      }
      ownSession = true;
    }
  }

  private int backend() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_catalog.pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private void setForSession(String tenant) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SET_FOR_SESSION)) {
      statement.setString(1, tenant);
      statement.execute();
    }
  }

  @Override
  public void closing() throws SQLException {
    if (!left || connection.isClosed()) {
      return;
    }
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      setForSession("");
      left = false;
      said = null;
    } catch (SQLException | RuntimeException e) {
      connection.abort(Runnable::run);
    }
  }

  @Override
  public @Nullable SetLocally toCarry() throws SQLException {
    return inTransaction.toCarry();
  }

  @Override
  public @Nullable Opening opening() throws SQLException {
    return inTransaction.opening();
  }

  @Override
  public SQLException failed(SQLException failure) {
    return inTransaction.failed(failure);
  }

  @Override
  public void ended() {
    inTransaction.ended();
  }

  @Override
  public void closed() {
    inTransaction.closed();
  }

  @Override
  public void unsettled() {
    said = null;
    inTransaction.unsettled();
  }
}
