package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The statement that sets certain variables for the transaction. Immutable and thread-safe. */
public final class SetLocally {

  private final List<String> names;
  private final String sql;

  private SetLocally(List<String> names, String sql) {
    this.names = names;
    this.sql = sql;
  }

  /**
   * The statement for variables of these names.
   *
   * @param names at least one
   */
  public static SetLocally of(Collection<String> names) {
    // With their schema, because a path of names may be set by whoever ran SQL before. The names
    // are part of the text: PostgreSQL has less to read each time.
    return new SetLocally(
        List.copyOf(names),
        names.stream()
            .map(name -> "pg_catalog.set_config('" + name.replace("'", "''") + "', ?, true)")
            .collect(Collectors.joining(", ", "select ", "")));
  }

  /** Sets the variables, for the transaction that is open on the connection. */
  public static void run(Connection connection, Map<String, String> variables) throws SQLException {
    SetLocally locally = of(variables.keySet());
    try (PreparedStatement statement = connection.prepareStatement(locally.sql)) {
      locally.parameters(statement, variables);
      statement.execute();
    }
  }

  /** The text; it has a parameter for each variable. */
  public String sql() {
    return sql;
  }

  /** How many parameters there are. */
  public int count() {
    return names.size();
  }

  /**
   * Gives the statement the values, from the first parameter on.
   *
   * @param values of each of the names, and of no other
   * @throws IllegalStateException if a value is missing or not expected
   */
  public void parameters(PreparedStatement statement, Map<String, String> values)
      throws SQLException {
    if (values.size() != names.size()) {
      throw new IllegalStateException("set are " + names + ", not " + values.keySet());
    }
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(names.get(i));
      if (value == null) {
        throw new IllegalStateException("no value of " + names.get(i));
      }
      statement.setString(i + 1, value);
    }
  }
}
