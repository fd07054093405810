package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Stands in front of a statement of any kind, whichever the real one is. */
abstract class StatementGuard implements ForwardingStatement {

  final Guards guards;
  private boolean mayEndTransaction;

  StatementGuard(Guards guards, boolean mayEndTransaction) {
    this.guards = guards;
    this.mayEndTransaction = mayEndTransaction;
  }

  /** Called before each run; whatever ran before is over. */
  void settle() throws SQLException {}

  final <T extends @Nullable Object> T run(Guards.Call<T> call) throws SQLException {
    settle();
    return guards.run(mayEndTransaction, call);
  }

  private <T extends @Nullable Object> T run(String sql, Guards.Call<T> call) throws SQLException {
    settle();
    return guards.run(mayEndTransaction || TransactionText.mayEnd(sql), call);
  }

  // Where there are no rows there is null; the interface does not say so.
  @SuppressWarnings("NullAway")
  final ResultSet rows(@Nullable ResultSet found) {
    return guards.rows(found, this);
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    return run(sql, () -> real().execute(sql));
  }

  @Override
  public boolean execute(String sql, int keys) throws SQLException {
    return run(sql, () -> real().execute(sql, keys));
  }

  @Override
  public boolean execute(String sql, int[] columns) throws SQLException {
    return run(sql, () -> real().execute(sql, columns));
  }

  @Override
  public boolean execute(String sql, String[] columns) throws SQLException {
    return run(sql, () -> real().execute(sql, columns));
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    return rows(run(sql, () -> real().executeQuery(sql)));
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return run(sql, () -> real().executeUpdate(sql));
  }

  @Override
  public int executeUpdate(String sql, int keys) throws SQLException {
    return run(sql, () -> real().executeUpdate(sql, keys));
  }

  @Override
  public int executeUpdate(String sql, int[] columns) throws SQLException {
    return run(sql, () -> real().executeUpdate(sql, columns));
  }

  @Override
  public int executeUpdate(String sql, String[] columns) throws SQLException {
    return run(sql, () -> real().executeUpdate(sql, columns));
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    return run(sql, () -> real().executeLargeUpdate(sql));
  }

  @Override
  public long executeLargeUpdate(String sql, int keys) throws SQLException {
    return run(sql, () -> real().executeLargeUpdate(sql, keys));
  }

  @Override
  public long executeLargeUpdate(String sql, int[] columns) throws SQLException {
    return run(sql, () -> real().executeLargeUpdate(sql, columns));
  }

  @Override
  public long executeLargeUpdate(String sql, String[] columns) throws SQLException {
    return run(sql, () -> real().executeLargeUpdate(sql, columns));
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return run(() -> real().executeBatch());
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    return run(() -> real().executeLargeBatch());
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    mayEndTransaction |= TransactionText.mayEnd(sql);
    guards.act(() -> real().addBatch(sql));
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    return rows(guards.call(() -> answering().getResultSet()));
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    return rows(guards.call(() -> answering().getGeneratedKeys()));
  }

  @Override
  public Connection getConnection() throws SQLException {
    // It says no when it is closed.
    guards.call(() -> answering().getConnection());
    return guards.connection();
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    return Guards.unwrap(this, type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
