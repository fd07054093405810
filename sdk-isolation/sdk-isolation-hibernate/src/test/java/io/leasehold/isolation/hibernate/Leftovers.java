package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.as;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What acme leaves in a session that globex then uses, or the other way round. Each gives what acme
 * gets to know of globex.
 */
final class Leftovers {

  private static final String COUNT = "select title from labs.lab_run where title <> ?";

  private Leftovers() {}

  /** Acme makes a table that stands before globex's; globex, unaware, writes. */
  static void shadow(DataSource source) throws Exception {
    as(
        ACME,
        source,
        connection -> run(connection, "create temporary table note (id bigint, text text)"));
    as(
        GLOBEX,
        source,
        connection -> {
          execute(connection, "set local search_path = labs");
          try {
            execute(connection, "insert into note (id, text) values (50, 'secret of globex')");
          } catch (SQLException e) {
            connection.rollback(); // it was the real table, which wants a tenant
          }
          return null;
        });
  }

  static List<String> seenInShadow(DataSource source) throws Exception {
    return as(ACME, source, connection -> attempt(connection, "select text from pg_temp.note"));
  }

  /**
   * Globex runs one statement often enough to have it prepared on the server, acme puts another one
   * under its name, and globex runs it again.
   */
  static List<String> lootByPreparedStatement(DataSource source) throws Exception {
    for (int i = 0; i < 10; i++) {
      as(GLOBEX, source, Leftovers::ordinary);
    }
    as(
        ACME,
        source,
        connection -> {
          for (String name :
              texts(
                  connection,
                  "select name from pg_prepared_statements where statement like 'select title%'")) {
            execute(connection, "deallocate \"" + name + "\"");
            execute(
                connection,
                "prepare \""
                    + name
                    + "\" (text) as select set_config('leasehold.loot',"
                    + " (select string_agg(title, ',') from labs.lab_run) || $1, false)");
          }
          return null;
        });
    as(GLOBEX, source, Leftovers::ordinary);
    return as(
        ACME,
        source,
        connection ->
            attempt(connection, "select nullif(current_setting('leasehold.loot', true), '')"));
  }

  /** Globex leaves a cursor open, as an application may that holds them over a commit. */
  static List<String> cursorOf(DataSource source) throws Exception {
    as(
        GLOBEX,
        source,
        connection ->
            run(connection, "declare held cursor with hold for select title from labs.lab_run"));
    return as(ACME, source, connection -> attempt(connection, "fetch all from held"));
  }

  /** Globex uses what a session keeps: a temporary table and a sequence. */
  static List<String> leftBy(DataSource source) throws Exception {
    as(
        GLOBEX,
        source,
        connection ->
            run(
                connection,
                "create temporary table t as select title from labs.lab_run;"
                    + "create temporary sequence s start 4711; select nextval('s')"));
    List<String> seen = new ArrayList<>();
    seen.addAll(as(ACME, source, connection -> attempt(connection, "select title from pg_temp.t")));
    seen.addAll(as(ACME, source, connection -> attempt(connection, "select lastval()")));
    return seen;
  }

  private static Object ordinary(Connection connection) throws SQLException {
    execute(connection, "select 1");
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setString(1, "");
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static Object run(Connection connection, String sql) throws SQLException {
    execute(connection, sql);
    return sql;
  }

  private static List<String> attempt(Connection connection, String sql) {
    try {
      List<String> found = new ArrayList<>(texts(connection, sql));
      found.removeIf(java.util.Objects::isNull);
      return found;
    } catch (SQLException e) {
      return List.of();
    }
  }
}
