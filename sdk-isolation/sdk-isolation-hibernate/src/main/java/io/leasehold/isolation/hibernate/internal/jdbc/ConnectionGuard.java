package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Stands in front of a connection. */
final class ConnectionGuard implements ForwardingConnection {

  private final Connection real;
  private final StatementGate gate;
  private final Guards guards;

  ConnectionGuard(Connection real, StatementGate gate) {
    this.real = real;
    this.gate = gate;
    this.guards = new Guards(gate, this);
  }

  @Override
  public Connection real() {
    return real;
  }

  private Statement made(Guards.Call<? extends Statement> call) throws SQLException {
    return guards.statement(guards.call(call), false);
  }

  @Override
  public Statement createStatement() throws SQLException {
    return made(real::createStatement);
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    return made(() -> real.createStatement(type, concurrency));
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    return made(() -> real.createStatement(type, concurrency, holdability));
  }

  /** A simple one, to be read once and from the start, may be the first of its transaction. */
  private PreparedStatement simple(String sql, Guards.Call<PreparedStatement> preparing)
      throws SQLException {
    FirstStatement first = mayBeFirst(sql);
    return first == null
        ? other(sql, preparing)
        : new GuardedPreparedStatement(first, preparing, guards);
  }

  private @Nullable FirstStatement mayBeFirst(String sql) throws SQLException {
    try {
      SetLocally setting = gate.toCarry();
      return setting == null ? null : FirstStatement.prepare(real, sql, setting);
    } catch (SQLException e) {
      throw gate.failed(e);
    }
  }

  private PreparedStatement other(String sql, Guards.Call<PreparedStatement> preparing)
      throws SQLException {
    return new GuardedPreparedStatement(
        guards.call(preparing), guards, TransactionText.mayEnd(sql));
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return simple(sql, () -> real.prepareStatement(sql));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    Guards.Call<PreparedStatement> preparing = () -> real.prepareStatement(sql, type, concurrency);
    return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY
        ? simple(sql, preparing)
        : other(sql, preparing);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return other(sql, () -> real.prepareStatement(sql, type, concurrency, holdability));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return other(sql, () -> real.prepareStatement(sql, keys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
    return other(sql, () -> real.prepareStatement(sql, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    return other(sql, () -> real.prepareStatement(sql, columns));
  }

  private CallableStatement call(String sql, Guards.Call<CallableStatement> preparing)
      throws SQLException {
    return ReflectiveGuard.around(
        CallableStatement.class, guards.call(preparing), guards, TransactionText.mayEnd(sql));
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return call(sql, () -> real.prepareCall(sql));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    return call(sql, () -> real.prepareCall(sql, type, concurrency));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    return call(sql, () -> real.prepareCall(sql, type, concurrency, holdability));
  }

  @Override
  public void commit() throws SQLException {
    try {
      guards.act(real::commit);
    } finally {
      gate.ended();
    }
  }

  @Override
  public void rollback() throws SQLException {
    try {
      guards.act(real::rollback);
    } finally {
      gate.ended();
    }
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    try {
      guards.act(() -> real.rollback(savepoint));
    } finally {
      // What was set after the savepoint is undone with it.
      gate.unsettled();
    }
  }

  @Override
  public void setAutoCommit(boolean on) throws SQLException {
    try {
      guards.act(() -> real.setAutoCommit(on));
    } finally {
      if (on) {
        gate.ended();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    gate.closing();
    try {
      guards.act(real::close);
    } finally {
      gate.ended();
      gate.closed();
    }
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    try {
      guards.act(() -> real.abort(executor));
    } finally {
      gate.ended();
      gate.closed();
    }
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    return guards.call(real::setSavepoint);
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    return guards.call(() -> real.setSavepoint(name));
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    return ReflectiveGuard.around(
        DatabaseMetaData.class, guards.call(real::getMetaData), guards, false);
  }

  @Override
  public Array createArrayOf(String type, Object[] elements) throws SQLException {
    return ReflectiveGuard.around(
        Array.class, guards.call(() -> real.createArrayOf(type, elements)), guards, false);
  }

  @Override
  public Blob createBlob() throws SQLException {
    return guards.call(real::createBlob);
  }

  @Override
  public Clob createClob() throws SQLException {
    return guards.call(real::createClob);
  }

  @Override
  public NClob createNClob() throws SQLException {
    return guards.call(real::createNClob);
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    return guards.call(real::createSQLXML);
  }

  @Override
  public Struct createStruct(String type, Object[] attributes) throws SQLException {
    return guards.call(() -> real.createStruct(type, attributes));
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    return guards.call(real::getTypeMap);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Guards.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public String toString() {
    return "guarded " + real;
  }
}
