package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be the first statement of a transaction, prepared with what tells PostgreSQL whose rows
 * it is about in front. The driver sends both together, and there is one answer to wait for instead
 * of two; when PostgreSQL refuses the first, the second does not run.
 *
 * <p>It runs at most once. What it was given is remembered for the statement without anything in
 * front, which is prepared when it is needed: to run again, or when this cannot be the first.
 */
final class FirstStatement {

  private final PreparedStatement both;
  private final SetLocally setting;

  // By index; the first is 1.
  private @Nullable Value[] given = new @Nullable Value[12];

  private FirstStatement(PreparedStatement both, SetLocally setting) {
    this.both = both;
    this.setting = setting;
  }

  /** Gives a statement a value. */
  @FunctionalInterface
  interface Value {
    void to(PreparedStatement statement, int index) throws SQLException;
  }

  /**
   * Prepares it.
   *
   * @return null when the text is not known to be one statement that leaves the transaction open
   */
  static @Nullable FirstStatement prepare(Connection real, String sql, SetLocally setting)
      throws SQLException {
    String both = setting.inFrontOf(sql);
    return both == null ? null : new FirstStatement(real.prepareStatement(both), setting);
  }

  /** Both statements; what came of the one behind, after it ran. */
  PreparedStatement both() {
    return both;
  }

  void give(int index, Value value) throws SQLException {
    if (index < 1) {
      throw new SQLException("there is no parameter " + index, "22023");
    }
    value.to(both, index + setting.count());
    if (index >= given.length) {
      given = Arrays.copyOf(given, 2 * index);
    }
    given[index] = value;
  }

  void clear() throws SQLException {
    both.clearParameters();
    Arrays.fill(given, null);
  }

  /** Gives the statement without anything in front what this was given. */
  void handOver(PreparedStatement plain) throws SQLException {
    int seconds = both.getQueryTimeout();
    if (seconds != 0) {
      plain.setQueryTimeout(seconds);
    }
    for (int index = 1; index < given.length; index++) {
      Value value = given[index];
      if (value != null) {
        value.to(plain, index);
      }
    }
  }

  /**
   * Sets the variables and runs the statement.
   *
   * @return whether there are rows
   */
  boolean run(Map<String, String> variables) throws SQLException {
    setting.parameters(both, variables);
    both.execute();
    return both.getMoreResults();
  }

  ResultSet query(Map<String, String> variables) throws SQLException {
    if (!run(variables)) {
      throw new SQLException("the statement returned no rows", "02000");
    }
    return both.getResultSet();
  }

  /** The statement that knows how many rows there were. */
  PreparedStatement update(Map<String, String> variables) throws SQLException {
    if (run(variables)) {
      throw new SQLException("the statement returned rows where none were expected", "0100E");
    }
    return both;
  }

  void close() throws SQLException {
    both.close();
  }

  /** The text of the statement, without what is in front, which may be a proof. */
  @Override
  public String toString() {
    String text = both.toString();
    return text.substring(text.indexOf(';') + 1).strip();
  }
}
