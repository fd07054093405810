package io.leasehold.isolation.testkit.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads, takes, deletes and plants rows of a table by SQL that a tenant should never come to run.
 */
final class TableJudgement {

  private static final String NOT_PERMITTED = "42501";
  private static final String REFERENCED = "23503";

  private final DataUnderTest test;
  private final Seeder seeder;
  private final Rows rows;

  TableJudgement(DataUnderTest test, Seeder seeder, Rows rows) {
    this.test = test;
    this.seeder = seeder;
    this.rows = rows;
  }

  /**
   * Judges a table, wherever the tenants have it.
   *
   * @param places the tables of that name
   */
  Verdict of(List<TenantTable> places) throws Exception {
    Subject own = seeder.give(test.attacker());
    Subject foreign = seeder.give(test.victim());
    for (TenantTable table : places) {
      Optional<Verdict> leak =
          rows.database().as(test.attacker(), connection -> attack(connection, table));
      if (leak.isPresent()) {
        return leak.get();
      }
    }
    for (Subject seeded : List.of(own, foreign)) {
      if (seeded.rows().stream().noneMatch(row -> places.contains(row.table()))) {
        return new Verdict.Unknown(
            "the seed puts no row of %s into it".formatted(seeded.owner().id()));
      }
    }
    return new Verdict.Holds();
  }

  private Optional<Verdict> attack(Connection connection, TenantTable table) throws SQLException {
    String tenant = TenantTable.quoted(rows.tenantColumn());
    String attacker = test.attacker().id().value();
    String victim = test.victim().id().value();
    List<Row> foreign =
        Rows.read(
            connection,
            table,
            "select * from %s where %s::text <> ? limit 1".formatted(table.quoted(), tenant),
            attacker);
    if (!foreign.isEmpty()) {
      return leak("a plain select shows a row of somebody else", foreign.get(0).values());
    }
    int taken =
        tried(
            connection,
            "update %s set %s = ? where %s::text = ?".formatted(table.quoted(), tenant, tenant),
            attacker,
            victim);
    if (taken > 0) {
      return leak("an update took rows of " + victim, taken);
    }
    int deleted =
        tried(
            connection,
            "delete from %s where %s::text = ?".formatted(table.quoted(), tenant),
            victim);
    if (deleted > 0) {
      return leak("a delete reached rows of " + victim, deleted);
    }
    // Without a condition no column is read, and the policies for reading do not help.
    int own = Rows.read(connection, table, "select * from " + table.quoted()).size();
    taken = tried(connection, "update %s set %s = ?".formatted(table.quoted(), tenant), attacker);
    if (taken > own) {
      return leak("an update without a condition reached rows of others", taken - own);
    }
    deleted = tried(connection, "delete from " + table.quoted());
    if (deleted > own) {
      return leak("a delete without a condition reached rows of others", deleted - own);
    }
    String columns = columns(connection, table);
    int planted =
        tried(
            connection,
            "insert into %s (%s, %s) select ?, %s from %s where %s::text = ? limit 1"
                .formatted(table.quoted(), tenant, columns, columns, table.quoted(), tenant),
            victim,
            attacker);
    return planted > 0 ? leak("an insert planted a row for " + victim, planted) : Optional.empty();
  }

  /** The rows that it would have touched; rolled back. */
  private static int tried(Connection connection, String sql, String... parameters)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).equals(REFERENCED) && sql.startsWith("delete")) {
        return 0; // the tenant's own rows are in the way
      }
      // Whatever comes later than row security, such as a duplicate key, had already touched it.
      return NOT_PERMITTED.equals(e.getSQLState()) ? 0 : Integer.MAX_VALUE;
    } finally {
      connection.rollback(before);
    }
  }

  private String columns(Connection connection, TenantTable table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select attname from pg_attribute where attrelid = ?::regclass and attnum > 0"
                + " and not attisdropped and attgenerated = '' and attidentity <> 'a'"
                + " and attname <> ?")) {
      statement.setString(1, table.quoted());
      statement.setString(2, rows.tenantColumn());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          columns.add(found.getString(1));
        }
      }
    }
    return columns.stream().map(TenantTable::quoted).collect(Collectors.joining(", "));
  }

  private Optional<Verdict> leak(String what, Object witness) {
    return Optional.of(
        new Verdict.Leaks("as %s: %s: %s".formatted(test.attacker().id(), what, witness)));
  }
}
