package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads whose rows there are, as the application's own role. */
final class Rows {

  // What the role may read and has the tenant column: the live catalogue forgets no table.
  private static final String TABLES =
      """
      select n.nspname, c.relname, (
          select array_agg(k.attname::text) from pg_index i
          join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
          where i.indrelid = c.oid and i.indisprimary)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = ? and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
        and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
      order by n.nspname, c.relname""";

  private final Database database;
  private final String tenantColumn;
  private final Map<Tenant, List<TenantTable>> tables = new HashMap<>();

  Rows(Database database, String tenantColumn) {
    this.database = database;
    this.tenantColumn = tenantColumn;
  }

  Database database() {
    return database;
  }

  String tenantColumn() {
    return tenantColumn;
  }

  /** The tables that the tenant may have rows in. */
  List<TenantTable> tables(Tenant tenant) throws Exception {
    List<TenantTable> known = tables.get(tenant);
    if (known == null) {
      known = database.as(tenant, this::tables);
      tables.put(tenant, known);
    }
    return known;
  }

  /** All rows that say that they are the tenant's, as the tenant sees them. */
  Set<Row> of(Tenant tenant) throws Exception {
    List<TenantTable> known = tables(tenant);
    return database.as(
        tenant,
        connection -> {
          Set<Row> rows = new LinkedHashSet<>();
          for (TenantTable table : known) {
            String sql =
                "select * from %s where %s::text = ?"
                    .formatted(table.quoted(), TenantTable.quoted(tenantColumn));
            rows.addAll(read(connection, table, sql, tenant.id().value()));
          }
          return rows;
        });
  }

  private List<TenantTable> tables(Connection connection) throws SQLException {
    List<TenantTable> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, tenantColumn);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Object keys = row.getArray(3) == null ? new String[0] : row.getArray(3).getArray();
          found.add(new TenantTable(row.getString(1), row.getString(2), Set.of((String[]) keys)));
        }
      }
    }
    return found;
  }

  /** What a query of a table gives. */
  static List<Row> read(Connection connection, TenantTable table, String sql, String... parameters)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        ResultSetMetaData columns = found.getMetaData();
        while (found.next()) {
          Map<String, Object> values = new LinkedHashMap<>();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = found.getObject(i);
            if (value != null) {
              values.put(columns.getColumnName(i), plain(value));
            }
          }
          rows.add(new Row(table, Map.copyOf(values)));
        }
      }
    }
    return rows;
  }

  private static Object plain(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    boolean comparable =
        value instanceof Number
            || value instanceof Boolean
            || value instanceof UUID
            || value instanceof java.util.Date;
    return comparable ? value : value.toString();
  }
}
