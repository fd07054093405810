package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the guards of one connection, and of everything reached from it, have in common. */
final class Guards {

  private static final List<Class<?>> GUARDED =
      List.of(
          Statement.class, ResultSet.class, DatabaseMetaData.class, Connection.class, Array.class);

  // Most objects are values: that is found out once for each class.
  private static final ClassValue<Boolean> IS_GUARDED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return GUARDED.stream().anyMatch(guarded -> guarded.isAssignableFrom(type));
        }
      };

  private final StatementGate gate;
  private final Connection connection;

  Guards(StatementGate gate, Connection connection) {
    this.gate = gate;
    this.connection = connection;
  }

  /** What is called on a real object. */
  @FunctionalInterface
  interface Call<T extends @Nullable Object> {
    T call() throws SQLException;
  }

  /** What is called on a real object that has no answer. */
  @FunctionalInterface
  interface Act {
    void act() throws SQLException;
  }

  StatementGate gate() {
    return gate;
  }

  /** The guarded one. */
  Connection connection() {
    return connection;
  }

  <T extends @Nullable Object> T call(Call<T> call) throws SQLException {
    try {
      return call.call();
    } catch (SQLException e) {
      throw gate.failed(e);
    }
  }

  void act(Act act) throws SQLException {
    try {
      act.act();
    } catch (SQLException e) {
      throw gate.failed(e);
    }
  }

  /** Runs SQL, if the gate lets it. */
  <T extends @Nullable Object> T run(boolean mayEndTransaction, Call<T> call) throws SQLException {
    gate.beforeStatement();
    try {
      return call(call);
    } finally {
      if (mayEndTransaction) {
        gate.unsettled();
      }
    }
  }

  @Nullable ResultSet rows(@Nullable ResultSet real, @Nullable Statement producer) {
    return real == null ? null : new GuardedResultSet(real, this, producer);
  }

  Statement statement(Statement real, boolean mayEndTransaction) {
    if (real instanceof CallableStatement call) {
      return ReflectiveGuard.around(CallableStatement.class, call, this, mayEndTransaction);
    }
    return real instanceof PreparedStatement prepared
        ? new GuardedPreparedStatement(prepared, this, mayEndTransaction)
        : new GuardedStatement(real, this);
  }

  /** The same value, or what stands in front of it. */
  @Nullable Object any(@Nullable Object real, @Nullable Statement producer) {
    if (real == null || !IS_GUARDED.get(real.getClass())) {
      return real;
    }
    if (real instanceof Statement statement) {
      return statement(statement, false);
    }
    if (real instanceof ResultSet rows) {
      return rows(rows, producer);
    }
    if (real instanceof DatabaseMetaData data) {
      return ReflectiveGuard.around(DatabaseMetaData.class, data, this, false);
    }
    return real instanceof Array array
        ? ReflectiveGuard.around(Array.class, array, this, false)
        : connection;
  }

  /** The guard itself, for who asks for no more than it is. */
  static <T> T unwrap(Object guard, Class<T> type) throws SQLException {
    if (type.isInstance(guard)) {
      return type.cast(guard);
    }
    throw GuardedConnection.unwrapRefused(type);
  }
}
