package io.leasehold.isolation.hibernate.internal;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be the first statement of a transaction, prepared a second time with what tells
 * PostgreSQL whose rows it is about in front. The driver sends both together, and there is one
 * answer to wait for instead of two; when PostgreSQL refuses the first, the second does not run.
 *
 * <p>It gets the same parameters as the statement of the user, and runs at most once, in its place.
 * Whatever is not known to be the same for both makes it step back, which costs one round trip.
 */
final class FirstStatement {

  // One statement that returns rows or a count; text with a semicolon may be more than one.
  private static final Pattern ONE =
      Pattern.compile(
          "\\s*+(?:select|insert|update|delete|merge|with|values)\\b[^;]*+",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> RUNS =
      Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate");

  // Of values that can be given twice; a stream can be read once.
  private static final Set<String> SETTERS =
      Set.of(
          "setNull",
          "setBoolean",
          "setByte",
          "setShort",
          "setInt",
          "setLong",
          "setFloat",
          "setDouble",
          "setBigDecimal",
          "setString",
          "setBytes",
          "setDate",
          "setTime",
          "setTimestamp",
          "setArray",
          "setObject");

  private static final List<Class<?>> READ_ONCE =
      List.of(InputStream.class, Reader.class, Blob.class, Clob.class, SQLXML.class);

  private static final Set<String> HARMLESS =
      Set.of("getConnection", "isClosed", "getWarnings", "clearWarnings", "cancel");

  private static final Set<String> RESULTS =
      Set.of("getResultSet", "getUpdateCount", "getLargeUpdateCount", "getMoreResults", "cancel");

  private final PreparedStatement both;
  private final int inFront;
  private boolean ran;

  private FirstStatement(PreparedStatement both, int inFront) {
    this.both = both;
    this.inFront = inFront;
  }

  /**
   * Prepares it.
   *
   * @param variables how many there are to set
   * @return null when the text is not known to be one statement
   */
  static @Nullable FirstStatement prepare(Connection connection, String sql, int variables)
      throws SQLException {
    return ONE.matcher(sql).matches()
        ? new FirstStatement(
            connection.prepareStatement(SetLocally.sql(variables) + "; " + sql), 2 * variables)
        : null;
  }

  /** Whether this call prepares a statement of the simple kind: to be read once, from the start. */
  static boolean isPrepared(String method, Object[] arguments) {
    return method.equals("prepareStatement")
        && (arguments.length == 1
            || (arguments.length == 3
                && arguments[1].equals(ResultSet.TYPE_FORWARD_ONLY)
                && arguments[2].equals(ResultSet.CONCUR_READ_ONLY)));
  }

  boolean canRun(String name, Object[] arguments) {
    return !ran && arguments.length == 0 && RUNS.contains(name);
  }

  /** Sets the variables, runs the statement, and returns what the called method has to return. */
  @Nullable Object run(String name, Map<String, String> variables) throws SQLException {
    SetLocally.parameters(both, variables);
    ran = true;
    both.execute();
    boolean rows = both.getMoreResults();
    if (name.equals("execute")) {
      return rows;
    }
    boolean asksForRows = name.equals("executeQuery");
    if (asksForRows != rows) {
      throw rows
          ? new SQLException("the statement returned rows where none were expected", "0100E")
          : new SQLException("the statement returned no rows", "02000");
    }
    if (asksForRows) {
      return both.getResultSet();
    }
    return name.equals("executeUpdate")
        ? (Object) both.getUpdateCount()
        : (Object) both.getLargeUpdateCount();
  }

  /** The statement that knows the answer to this call, if it is this one. */
  @Nullable PreparedStatement answering(String name) {
    return ran && RESULTS.contains(name) ? both : null;
  }

  /**
   * Follows what was called on the statement of the user.
   *
   * @return whether this can still take its place, or has done so
   */
  boolean follow(Method method, Object[] arguments) throws SQLException {
    String name = method.getName();
    if (ran || HARMLESS.contains(name)) {
      return !name.equals("close");
    }
    if (name.equals("clearParameters")) {
      both.clearParameters();
      return true;
    }
    if (name.equals("setQueryTimeout")) {
      both.setQueryTimeout((Integer) arguments[0]);
      return true;
    }
    if (!SETTERS.contains(name) || isReadOnce(arguments)) {
      return false;
    }
    Object[] shifted = arguments.clone();
    shifted[0] = (Integer) shifted[0] + inFront;
    try {
      method.invoke(both, shifted);
      return true;
    } catch (InvocationTargetException | IllegalAccessException e) {
      return false;
    }
  }

  private static boolean isReadOnce(Object[] arguments) {
    return Arrays.stream(arguments)
        .anyMatch(value -> READ_ONCE.stream().anyMatch(type -> type.isInstance(value)));
  }

  void close() throws SQLException {
    both.close();
  }
}
