package io.leasehold.isolation.hibernate.internal.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a prepared statement. Behind it is the plain one, or one with the tenant in
 * front while it may be the first of its transaction, or, after that ran, both.
 */
final class GuardedPreparedStatement extends StatementGuard implements ForwardingPreparedStatement {

  private final Guards.Call<PreparedStatement> preparing;

  // Volatile, because another thread may cancel it.
  private volatile @Nullable PreparedStatement plain;
  private volatile @Nullable FirstStatement first;

  private boolean ran;

  GuardedPreparedStatement(PreparedStatement real, Guards guards, boolean mayEndTransaction) {
    super(guards, mayEndTransaction);
    this.preparing = () -> real;
    this.plain = real;
  }

  /**
   * For one that may be the first of its transaction.
   *
   * @param preparing makes the plain one, if it is needed
   */
  GuardedPreparedStatement(
      FirstStatement first, Guards.Call<PreparedStatement> preparing, Guards guards) {
    super(guards, false);
    this.preparing = preparing;
    this.first = first;
  }

  private PreparedStatement plain() throws SQLException {
    PreparedStatement known = plain;
    if (known != null) {
      return known;
    }
    FirstStatement before = first;
    if (before != null && before.both().isClosed()) {
      // What was closed is not made again; it says so itself.
      return before.both();
    }
    PreparedStatement made = guards.call(preparing);
    if (before != null) {
      handOver(before, made);
    }
    plain = made;
    return made;
  }

  // One that did not get all of it would run with less than it was given.
  private static void handOver(FirstStatement before, PreparedStatement made) throws SQLException {
    try {
      before.handOver(made);
    } catch (SQLException | RuntimeException e) {
      try (made) {
        throw e;
      }
    }
  }

  /** The plain one, which from now on is the one to run, if the other has not run yet. */
  @Override
  public PreparedStatement real() throws SQLException {
    if (first != null && !ran) {
      settle();
    }
    return plain();
  }

  @Override
  public PreparedStatement answering() throws SQLException {
    FirstStatement asked = first;
    return asked == null ? plain() : asked.both();
  }

  @Override
  public PreparedStatement running() throws SQLException {
    PreparedStatement next = plain;
    return next == null ? answering() : next;
  }

  @Override
  void settle() throws SQLException {
    FirstStatement over = first;
    if (over != null && plain() != over.both()) {
      first = null;
      ran = false;
      over.close();
    }
  }

  @FunctionalInterface
  private interface AsFirst<T extends @Nullable Object> {
    T run(FirstStatement first, Map<String, String> variables) throws SQLException;
  }

  /** Runs it as the first of its transaction if it can tell PostgreSQL the tenant itself. */
  private <T extends @Nullable Object> T runs(AsFirst<T> asFirst, Guards.Call<T> asEver)
      throws SQLException {
    FirstStatement carrying = first;
    StatementGate.Opening opening = carrying == null || ran ? null : guards.gate().opening();
    if (carrying == null || opening == null) {
      return run(asEver);
    }
    ran = true;
    T result = guards.call(() -> asFirst.run(carrying, opening.variables()));
    opening.ran().run();
    return result;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return rows(runs(FirstStatement::query, () -> plain().executeQuery()));
  }

  @Override
  public boolean execute() throws SQLException {
    return runs(FirstStatement::run, () -> plain().execute());
  }

  @Override
  public int executeUpdate() throws SQLException {
    return runs(
        (carrying, variables) -> carrying.update(variables).getUpdateCount(),
        () -> plain().executeUpdate());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return runs(
        (carrying, variables) -> carrying.update(variables).getLargeUpdateCount(),
        () -> plain().executeLargeUpdate());
  }

  @Override
  public void addBatch() throws SQLException {
    guards.act(() -> real().addBatch());
  }

  // A value that may be changed, or given away, is not kept: both statements get it at once.
  private void give(boolean keeps, int index, FirstStatement.Value value) throws SQLException {
    FirstStatement mayCarry = first;
    if (mayCarry == null || ran) {
      value.to(plain(), index);
      return;
    }
    try {
      if (!keeps) {
        plain();
      }
      mayCarry.give(index, value);
    } catch (SQLException e) {
      // The plain one says what is wrong in terms of its own parameters.
      value.to(real(), index);
      return;
    }
    if (plain != null) {
      value.to(plain, index);
    }
  }

  @Override
  public void clearParameters() throws SQLException {
    FirstStatement mayCarry = first;
    if (mayCarry != null && !ran) {
      mayCarry.clear();
    }
    if (mayCarry == null || ran || plain != null) {
      plain().clearParameters();
    }
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    answering().setQueryTimeout(seconds);
    if (plain != null) {
      plain.setQueryTimeout(seconds);
    }
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    give(true, index, (statement, at) -> statement.setBoolean(at, value));
  }

  @Override
  public void setByte(int index, byte value) throws SQLException {
    give(true, index, (statement, at) -> statement.setByte(at, value));
  }

  @Override
  public void setShort(int index, short value) throws SQLException {
    give(true, index, (statement, at) -> statement.setShort(at, value));
  }

  @Override
  public void setInt(int index, int value) throws SQLException {
    give(true, index, (statement, at) -> statement.setInt(at, value));
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    give(true, index, (statement, at) -> statement.setLong(at, value));
  }

  @Override
  public void setFloat(int index, float value) throws SQLException {
    give(true, index, (statement, at) -> statement.setFloat(at, value));
  }

  @Override
  public void setDouble(int index, double value) throws SQLException {
    give(true, index, (statement, at) -> statement.setDouble(at, value));
  }

  @Override
  public void setBigDecimal(int index, BigDecimal value) throws SQLException {
    give(true, index, (statement, at) -> statement.setBigDecimal(at, value));
  }

  @Override
  public void setString(int index, String value) throws SQLException {
    give(true, index, (statement, at) -> statement.setString(at, value));
  }

  @Override
  public void setNull(int index, int type) throws SQLException {
    give(true, index, (statement, at) -> statement.setNull(at, type));
  }

  @Override
  public void setNull(int index, int type, String name) throws SQLException {
    give(true, index, (statement, at) -> statement.setNull(at, type, name));
  }

  @Override
  public void setBytes(int index, byte[] value) throws SQLException {
    give(false, index, (statement, at) -> statement.setBytes(at, value));
  }

  @Override
  public void setArray(int index, Array value) throws SQLException {
    give(false, index, (statement, at) -> statement.setArray(at, value));
  }

  @Override
  public void setDate(int index, Date value) throws SQLException {
    give(false, index, (statement, at) -> statement.setDate(at, value));
  }

  @Override
  public void setTime(int index, Time value) throws SQLException {
    give(false, index, (statement, at) -> statement.setTime(at, value));
  }

  @Override
  public void setTimestamp(int index, Timestamp value) throws SQLException {
    give(false, index, (statement, at) -> statement.setTimestamp(at, value));
  }

  @Override
  public void setDate(int index, Date value, Calendar calendar) throws SQLException {
    give(false, index, (statement, at) -> statement.setDate(at, value, calendar));
  }

  @Override
  public void setTime(int index, Time value, Calendar calendar) throws SQLException {
    give(false, index, (statement, at) -> statement.setTime(at, value, calendar));
  }

  @Override
  public void setTimestamp(int index, Timestamp value, Calendar calendar) throws SQLException {
    give(false, index, (statement, at) -> statement.setTimestamp(at, value, calendar));
  }

  private void giveObject(int index, @Nullable Object value, FirstStatement.Value giving)
      throws SQLException {
    if (GivenObjects.canBeReadAgain(value)) {
      give(GivenObjects.stays(value), index, giving);
    } else {
      giving.to(real(), index);
    }
  }

  @Override
  public void setObject(int index, Object value) throws SQLException {
    giveObject(index, value, (statement, at) -> statement.setObject(at, value));
  }

  @Override
  public void setObject(int index, Object value, int type) throws SQLException {
    giveObject(index, value, (statement, at) -> statement.setObject(at, value, type));
  }

  @Override
  public void setObject(int index, Object value, int type, int scale) throws SQLException {
    giveObject(index, value, (statement, at) -> statement.setObject(at, value, type, scale));
  }

  @Override
  public void setObject(int index, Object value, SQLType type) throws SQLException {
    giveObject(index, value, (statement, at) -> statement.setObject(at, value, type));
  }

  @Override
  public void setObject(int index, Object value, SQLType type, int scale) throws SQLException {
    giveObject(index, value, (statement, at) -> statement.setObject(at, value, type, scale));
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    return guards.call(() -> real().getMetaData());
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    return guards.call(() -> real().getParameterMetaData());
  }

  @Override
  public void close() throws SQLException {
    try {
      if (first != null) {
        first.close();
      }
    } finally {
      if (plain != null) {
        plain.close();
      }
    }
  }

  @Override
  public String toString() {
    return "guarded " + (first == null ? plain : first);
  }
}
