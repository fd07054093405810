package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.internal.TenantSetting;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Transactions of a mover at one place: as the owner of the tables, for one tenant, and only while
 * it is the mover's turn.
 */
final class PlaceDatabase {

  // Texts of values must be the same wherever they are made.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "search_path", "pg_catalog",
          "datestyle", "ISO, YMD",
          "intervalstyle", "postgres",
          "timezone", "UTC",
          "bytea_output", "hex",
          "extra_float_digits", "1",
          // Each statement is short; to compile it takes longer.
          "jit", "off",
          // The statistics of shared tables know nothing of a tenant that just comes; a plan for
          // its id then looks up foreign keys by whichever index begins with the tenant.
          "plan_cache_mode", "force_generic_plan");

  private static final long NONE = -1;

  private final PlaceTables place;
  private final TenantId tenant;
  private final TenantSetting setting;
  private final long move;
  private final long fence;
  private final long token;

  PlaceDatabase(
      PlaceTables place,
      TenantId tenant,
      TenantSetting setting,
      long move,
      long fence,
      long token) {
    this.place = place;
    this.tenant = tenant;
    this.setting = setting;
    this.move = move;
    this.fence = fence;
    this.token = token;
  }

  /** The same outside any move, where it is nobody's turn. */
  static PlaceDatabase unfenced(PlaceTables place, TenantId tenant, TenantSetting setting) {
    return new PlaceDatabase(place, tenant, setting, NONE, NONE, NONE);
  }

  List<String> schemas() {
    return place.schemas();
  }

  TenantId tenant() {
    return tenant;
  }

  /**
   * The tables at the place, if what is said here of the tenant is what their row security
   * believes. Otherwise it would hide the rows, and they would be copied, saved or deleted by
   * leaving them.
   */
  Map<String, Table> tables(Connection connection) throws SQLException {
    Map<String, Table> tables = Tables.read(connection, schemas());
    Set<String> said = new TreeSet<>();
    for (Table table : tables.values()) {
      said.add(table.tenantExpression());
    }
    for (String expression : said) {
      List<Boolean> believed =
          Sql.query(
              connection,
              "select (" + expression + ")::text is not distinct from ?",
              row -> row.getBoolean(1),
              tenant.value());
      if (!believed.get(0)) {
        throw MoveException.notBelieved(tenant);
      }
    }
    return tables;
  }

  long fence() {
    return fence;
  }

  long token() {
    return token;
  }

  /** Does the work in a transaction, if it is still the mover's turn. */
  <T> T write(Work<T> work) throws SQLException {
    if (fence == NONE) {
      return inTransaction(work);
    }
    return inTransaction(
        connection -> {
          boolean mine =
              !Sql.query(
                      connection,
                      "select 1 from leasehold_move.mover where fence_id = ? and token = ? for share",
                      row -> true,
                      fence,
                      token)
                  .isEmpty();
          if (!mine) {
            throw MoveException.takenOver(move);
          }
          return work.on(connection);
        });
  }

  /** Does the work in a transaction, whoever's turn it is. */
  <T> T inTransaction(Work<T> work) throws SQLException {
    try (Connection connection = place.owner().getConnection()) {
      connection.setAutoCommit(false);
      try {
        prepare(connection);
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      } finally {
        restore(connection);
      }
    }
  }

  /** A transaction that sees the place as it is now until it is closed. */
  Snapshot snapshot() throws SQLException {
    Connection connection = place.owner().getConnection();
    try {
      connection.setAutoCommit(false);
      Sql.execute(connection, "set transaction isolation level repeatable read, read only");
      prepare(connection);
      return new Snapshot(connection);
    } catch (SQLException | RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  private void prepare(Connection connection) throws SQLException {
    Map<String, String> variables = new LinkedHashMap<>(SETTINGS);
    variables.putAll(setting.variables(connection, tenant.value()));
    variables.put("leasehold.mover", Long.toString(fence));
    Sql.query(
        connection,
        variables.entrySet().stream()
            .map(
                v ->
                    "pg_catalog.set_config(%s, %s, true)"
                        .formatted(Sql.literal(v.getKey()), Sql.literal(v.getValue())))
            .collect(Collectors.joining(", ", "select ", "")),
        row -> true);
  }

  private static void rollBack(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private static void restore(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(true);
    }
  }

  /** What is done in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** A place as it was at one moment. */
  record Snapshot(Connection connection) implements AutoCloseable {

    @Override
    public void close() throws SQLException {
      try (connection) {
        if (!connection.isClosed()) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
      }
    }
  }
}
