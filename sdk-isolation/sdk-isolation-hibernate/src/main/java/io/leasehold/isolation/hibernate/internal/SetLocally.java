package io.leasehold.isolation.hibernate.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;

/** The statement that sets variables for the transaction. */
final class SetLocally {

  // With their schema, because a path of names may be set by whoever ran SQL before.
  private static final String ONE = "pg_catalog.set_config(?, ?, true)";

  private static final String OF_ONE = "select " + ONE;

  private SetLocally() {}

  static String sql(int variables) {
    return variables == 1
        ? OF_ONE
        : "select " + String.join(", ", Collections.nCopies(variables, ONE));
  }

  /** Two for each variable, from the first on. */
  static void parameters(PreparedStatement statement, Map<String, String> variables)
      throws SQLException {
    int position = 0;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      statement.setString(++position, variable.getKey());
      statement.setString(++position, variable.getValue());
    }
  }
}
