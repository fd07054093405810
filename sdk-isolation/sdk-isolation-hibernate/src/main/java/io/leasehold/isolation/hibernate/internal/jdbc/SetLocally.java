package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statement that sets certain variables for the transaction. Thread-safe. */
public final class SetLocally {

  // Enough for the statements of an application. One that writes values into its texts has no end
  // of them: then all are forgotten, and those in use come back.
  private static final int TEXTS_KEPT = 1000;
  private static final int LONGEST_KEPT = 4000;

  // How a statement begins that returns rows or a count.
  private static final Pattern BEGINNING =
      Pattern.compile(
          "\\s*+(?:select|insert|update|delete|merge|with|values)\\b", Pattern.CASE_INSENSITIVE);

  private final List<String> names;
  private final String sql;

  // The same text each time, so that the driver finds what it prepared without reading it.
  private final Map<String, String> inFront = new ConcurrentHashMap<>();

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

  /**
   * The text of both, this and then the statement.
   *
   * @param statement is to run right after this, in the same message
   * @return null when it is not known to be one statement that leaves the transaction open
   */
  @Nullable String inFrontOf(String statement) {
    String known = inFront.get(statement);
    if (known != null || !mayFollow(statement)) {
      return known;
    }
    String both = sql + "; " + statement;
    if (statement.length() <= LONGEST_KEPT) {
      if (inFront.size() >= TEXTS_KEPT) {
        inFront.clear();
      }
      inFront.put(statement, both);
    }
    return both;
  }

  // With a semicolon it may be more than one.
  private static boolean mayFollow(String statement) {
    return statement.indexOf(';') < 0
        && BEGINNING.matcher(statement).lookingAt()
        && !TransactionText.mayEnd(statement);
  }

  /** How many texts are kept. */
  int kept() {
    return inFront.size();
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
