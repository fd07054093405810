package io.leasehold.isolation.hibernate.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Small steps on a connection. */
final class Sql {

  private Sql() {}

  /** The name as an identifier. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The text as a literal. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The names, each as the function says, with commas between them. */
  static String list(List<String> names, UnaryOperator<String> as) {
    return names.stream().map(as).collect(Collectors.joining(", "));
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The number of rows that changed. */
  static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  static <T> List<T> query(
      Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(row.of(rows));
        }
        return found;
      }
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] instanceof List<?> texts) {
        statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts.toArray()));
      } else {
        statement.setObject(i + 1, parameters[i]);
      }
    }
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }
}
