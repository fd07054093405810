package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes and drops schemas and databases that say by a comment whose they are. */
final class PlaceMarks {

  private static final String SCHEMA =
      """
      select coalesce(pg_catalog.obj_description(oid, 'pg_namespace'), '')
      from pg_catalog.pg_namespace where nspname = ?
      """;

  private static final String DATABASE =
      """
      select coalesce(pg_catalog.shobj_description(oid, 'pg_database'), '')
      from pg_catalog.pg_database where datname = ?
      """;

  // What somebody made there; the schema public is there from the beginning.
  private static final String ANY_TABLE =
      """
      select c.relname from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and ? <> ''
      limit 1
      """;

  private final Connection connection;
  private final TenantId tenant;
  private final String mark;

  /** On a connection in auto-commit, of whoever has the lock of the place. */
  PlaceMarks(Connection connection, TenantId tenant) {
    this.connection = connection;
    this.tenant = tenant;
    this.mark = "leasehold: tenant " + tenant;
  }

  void makeSchema(String schema) throws SQLException {
    if (isMine(SCHEMA, schema)) {
      return;
    }
    // One statement string is one transaction: there is no schema without its mark.
    TenantPlaces.run(
        connection,
        "create schema \"%1$s\"; comment on schema \"%1$s\" is '%2$s'".formatted(schema, mark));
  }

  void dropSchema(String schema) throws SQLException {
    if (isMine(SCHEMA, schema)) {
      TenantPlaces.run(connection, "drop schema \"" + schema + "\" cascade");
    }
  }

  void makeDatabase(String database, String appRole, DataSource inside) throws SQLException {
    String found = find(connection, DATABASE, database);
    if (found == null) {
      TenantPlaces.run(connection, "create database \"" + database + "\"");
    } else if (found.isEmpty() && isEmpty(inside)) {
      // Whoever made it was interrupted before the mark.
    } else if (!found.equals(mark)) {
      throw new PlaceTakenException(tenant, "database " + database);
    }
    TenantPlaces.run(
        connection,
        """
        comment on database "%1$s" is '%2$s';
        revoke all on database "%1$s" from public;
        grant connect on database "%1$s" to "%3$s"
        """
            .formatted(database, mark, appRole));
  }

  void dropDatabase(String database) throws SQLException {
    if (isMine(DATABASE, database)) {
      TenantPlaces.run(connection, "drop database \"" + database + "\" with (force)");
    }
  }

  private static boolean isEmpty(DataSource inside) throws SQLException {
    try (Connection connection = inside.getConnection()) {
      return find(connection, ANY_TABLE, "any") == null;
    }
  }

  private boolean isMine(String kind, String name) throws SQLException {
    String found = find(connection, kind, name);
    if (found != null && !found.equals(mark)) {
      throw new PlaceTakenException(tenant, (kind.equals(SCHEMA) ? "schema " : "database ") + name);
    }
    return found != null;
  }

  private static @Nullable String find(Connection connection, String sql, String parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }
}
