package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.TenantRegistryUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** Runs SQL as the platform's role. Thread-safe. */
public final class PlatformDatabase {

  // Nobody waits for a registry longer than for a page.
  private static final int QUERY_TIMEOUT_SECONDS = 5;
  // After the query was to be stopped: only a network that has fallen silent takes so long.
  private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(QUERY_TIMEOUT_SECONDS + 1);

  private final DataSource platform;

  /**
   * Uses the data source.
   *
   * @param platform logs in as the platform's role
   */
  public PlatformDatabase(DataSource platform) {
    this.platform = platform;
  }

  /** Turns a row into a value. */
  @FunctionalInterface
  public interface RowMapper<T> {
    /** The value of the current row. */
    T map(ResultSet row) throws SQLException;
  }

  /** Work of one transaction. */
  @FunctionalInterface
  public interface Work {
    /** Does the work. */
    void run(Connection connection) throws SQLException;
  }

  /** Work of one transaction that gives something. */
  @FunctionalInterface
  public interface Call<T> {
    /** Does the work. */
    T call(Connection connection) throws SQLException;
  }

  /**
   * The rows of a query.
   *
   * @param parameters each a text, an {@code Integer} or a {@code Long}
   * @throws TenantRegistryUnavailableException if there is no complete answer, whatever the reason
   */
  public <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters) {
    // PostgreSQL knows no text with a NUL in it, so no row has one; the driver would throw.
    if (Arrays.stream(parameters).anyMatch(p -> p.toString().indexOf('\0') >= 0)) {
      return List.of();
    }
    try (Connection connection = platform.getConnection();
        NetworkLimit limit = NetworkLimit.on(connection, NETWORK_TIMEOUT)) {
      return query(limit.connection(), sql, mapper, parameters);
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }

  /** The rows of a query on a connection that is open already. */
  public static <T> List<T> query(
      Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    }
  }

  /** Runs the work in one transaction, all of it or nothing. */
  public void inTransaction(Work work) throws SQLException {
    callInTransaction(
        connection -> {
          work.run(connection);
          return true;
        });
  }

  /** Calls the work in one transaction, all of it or nothing; gives what it returns. */
  public <T> T callInTransaction(Call<T> work) throws SQLException {
    try (Connection connection = platform.getConnection();
        NetworkLimit limit = NetworkLimit.on(connection, NETWORK_TIMEOUT)) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        T result = work.call(limit.connection());
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
