package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.IsolationFinding;
import io.leasehold.isolation.hibernate.IsolationHole;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether somebody stands between the connection and PostgreSQL. A pooler gives its clients a
 * process id of its own making; PostgreSQL's own is another.
 */
final class PoolerProbe {

  private static final int STATEMENTS = 4;

  private PoolerProbe() {}

  static List<IsolationFinding> findings(Connection connection, boolean declared)
      throws SQLException {
    List<IsolationFinding> findings = new ArrayList<>();
    int backend = backend(connection);
    for (int i = 1; i < STATEMENTS; i++) {
      if (backend(connection) != backend) {
        return List.of(
            new IsolationFinding(
                IsolationHole.POOLER_SPLITS_TRANSACTIONS,
                "connection",
                "let the pooler work by transaction or by session, not by statement"));
      }
    }
    Integer told = told(connection);
    if (!declared && told != null && told != backend) {
      findings.add(
          new IsolationFinding(
              IsolationHole.POOLER_NOT_DECLARED,
              "connection",
              "declare it by behindPooler, and let it work by transaction or by session"));
    }
    return findings;
  }

  private static int backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_catalog.pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** What the driver was told when it connected; null when it cannot be asked. */
  static @Nullable Integer told(Connection connection) {
    try {
      Connection real = connection.getMetaData().getConnection();
      Class<?> driver =
          Class.forName("org.postgresql.PGConnection", false, real.getClass().getClassLoader());
      Object postgres = real.unwrap(driver);
      return (Integer) driver.getMethod("getBackendPID").invoke(postgres);
    } catch (SQLException
        | ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | RuntimeException e) {
      return null;
    }
  }
}
