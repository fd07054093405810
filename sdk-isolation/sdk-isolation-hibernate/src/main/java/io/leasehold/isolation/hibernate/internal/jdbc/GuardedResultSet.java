package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in front of a result set. */
final class GuardedResultSet implements ForwardingResultSet {

  private final ResultSet real;
  private final Guards guards;
  private final @Nullable Statement producer;

  GuardedResultSet(ResultSet real, Guards guards, @Nullable Statement producer) {
    this.real = real;
    this.guards = guards;
    this.producer = producer;
  }

  @Override
  public ResultSet real() {
    return real;
  }

  @Override
  public boolean next() throws SQLException {
    guards.gate().beforeRead();
    try {
      return real.next();
    } catch (SQLException e) {
      throw guards.gate().failed(e);
    }
  }

  private boolean move(Guards.Call<Boolean> call) throws SQLException {
    guards.gate().beforeRead();
    return guards.call(call);
  }

  @Override
  public boolean previous() throws SQLException {
    return move(real::previous);
  }

  @Override
  public boolean first() throws SQLException {
    return move(real::first);
  }

  @Override
  public boolean last() throws SQLException {
    return move(real::last);
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    return move(() -> real.absolute(row));
  }

  @Override
  public boolean relative(int rows) throws SQLException {
    return move(() -> real.relative(rows));
  }

  private void write(Guards.Act act) throws SQLException {
    guards.gate().beforeStatement();
    guards.act(act);
  }

  @Override
  public void insertRow() throws SQLException {
    write(real::insertRow);
  }

  @Override
  public void updateRow() throws SQLException {
    write(real::updateRow);
  }

  @Override
  public void deleteRow() throws SQLException {
    write(real::deleteRow);
  }

  @Override
  public void refreshRow() throws SQLException {
    write(real::refreshRow);
  }

  @Override
  public Statement getStatement() throws SQLException {
    Statement made = guards.call(real::getStatement);
    // What is nobody's stays so.
    if (made == null) {
      return made;
    }
    return producer == null ? guards.statement(made, false) : producer;
  }

  private Object guarded(@Nullable Object value) {
    return opaque(guards.any(value, producer));
  }

  // A column may be null; the interface does not say so.
  @SuppressWarnings("NullAway")
  private static Object opaque(@Nullable Object value) {
    return value;
  }

  @Override
  public Object getObject(int column) throws SQLException {
    return guarded(guards.call(() -> real.getObject(column)));
  }

  @Override
  public Object getObject(String label) throws SQLException {
    return guarded(guards.call(() -> real.getObject(label)));
  }

  @Override
  public Object getObject(int column, Map<String, Class<?>> types) throws SQLException {
    return guarded(guards.call(() -> real.getObject(column, types)));
  }

  @Override
  public Object getObject(String label, Map<String, Class<?>> types) throws SQLException {
    return guarded(guards.call(() -> real.getObject(label, types)));
  }

  @Override
  public <T> T getObject(int column, Class<T> type) throws SQLException {
    return as(type, guards.call(() -> real.getObject(column, type)));
  }

  @Override
  public <T> T getObject(String label, Class<T> type) throws SQLException {
    return as(type, guards.call(() -> real.getObject(label, type)));
  }

  @SuppressWarnings("unchecked") // A guard is of the interfaces of what it stands in front of.
  private <T> T as(Class<T> type, T value) throws SQLException {
    Object guarded = guarded(value);
    if (guarded != value && !type.isInstance(guarded)) {
      throw GuardedConnection.unwrapRefused(type);
    }
    return (T) guarded;
  }

  @Override
  public Array getArray(int column) throws SQLException {
    return (Array) guarded(guards.call(() -> real.getArray(column)));
  }

  @Override
  public Array getArray(String label) throws SQLException {
    return (Array) guarded(guards.call(() -> real.getArray(label)));
  }

  @Override
  public Blob getBlob(int column) throws SQLException {
    return guards.call(() -> real.getBlob(column));
  }

  @Override
  public Blob getBlob(String label) throws SQLException {
    return guards.call(() -> real.getBlob(label));
  }

  @Override
  public Clob getClob(int column) throws SQLException {
    return guards.call(() -> real.getClob(column));
  }

  @Override
  public Clob getClob(String label) throws SQLException {
    return guards.call(() -> real.getClob(label));
  }

  @Override
  public NClob getNClob(int column) throws SQLException {
    return guards.call(() -> real.getNClob(column));
  }

  @Override
  public NClob getNClob(String label) throws SQLException {
    return guards.call(() -> real.getNClob(label));
  }

  @Override
  public Ref getRef(int column) throws SQLException {
    return guards.call(() -> real.getRef(column));
  }

  @Override
  public Ref getRef(String label) throws SQLException {
    return guards.call(() -> real.getRef(label));
  }

  @Override
  public RowId getRowId(int column) throws SQLException {
    return guards.call(() -> real.getRowId(column));
  }

  @Override
  public RowId getRowId(String label) throws SQLException {
    return guards.call(() -> real.getRowId(label));
  }

  @Override
  public SQLXML getSQLXML(int column) throws SQLException {
    return guards.call(() -> real.getSQLXML(column));
  }

  @Override
  public SQLXML getSQLXML(String label) throws SQLException {
    return guards.call(() -> real.getSQLXML(label));
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    return guards.call(real::getMetaData);
  }

  @Override
  public void close() throws SQLException {
    real.close();
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
