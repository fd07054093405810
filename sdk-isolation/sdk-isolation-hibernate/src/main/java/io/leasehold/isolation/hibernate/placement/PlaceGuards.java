package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Row security and the application's rights on the tenants' tables of one schema. */
final class PlaceGuards {

  /** The name of the constraint on each tenants' table of a tenant's own place. */
  static final String ONE_TENANT = "leasehold_place";

  private static final String TABLES =
      """
      select c.relname, c.relispartition,
        case when c.relrowsecurity and c.relforcerowsecurity then
          (select pg_catalog.string_agg(p.polname, ',') from pg_catalog.pg_policy p
            where p.polrelid = c.oid and p.polname ~ '^leasehold_tenant') end as policies,
        exists (select 1 from pg_catalog.pg_constraint k
          where k.conrelid = c.oid and k.conname = 'leasehold_place') as owned
      from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_attribute a on a.attrelid = c.oid
      where n.nspname = ? and c.relkind in ('r', 'p') and a.attname = ? and not a.attisdropped
      order by c.relname
      """;

  private final Connection connection;
  private final TenantId tenant;
  private final String schema;
  private final String tenantColumn;
  private final UnaryOperator<RowSecurity> rowSecurity;

  PlaceGuards(
      Connection connection,
      TenantId tenant,
      String schema,
      String tenantColumn,
      UnaryOperator<RowSecurity> rowSecurity) {
    this.connection = connection;
    this.tenant = tenant;
    this.schema = schema;
    this.tenantColumn = tenantColumn;
    this.rowSecurity = rowSecurity;
  }

  private record Table(String name, boolean partition, @Nullable String policies, boolean owned) {}

  void install(String appRole) throws SQLException {
    run("grant usage on schema \"%s\" to \"%s\"".formatted(schema, appRole));
    run("grant usage on all sequences in schema \"%s\" to \"%s\"".formatted(schema, appRole));
    for (Table table : tables()) {
      String name = schema + "." + table.name();
      RowSecurity right = rowSecurity.apply(RowSecurity.enable(name).tenantColumn(tenantColumn));
      // Its statements lock the table against everybody, so not without need.
      if (!right.policy().equals(table.policies())) {
        for (String statement : right.statements()) {
          run(statement);
        }
      }
      requireOwner(table);
      // A partition is reached through its table.
      if (!table.partition()) {
        run(
            "grant select, insert, update, delete on \"%s\".\"%s\" to \"%s\""
                .formatted(schema, table.name(), appRole));
      }
    }
  }

  /** Nobody else's row is ever in the tenant's own place, whoever writes it. */
  private void requireOwner(Table table) throws SQLException {
    if (!table.owned() && !table.partition()) {
      run(
          "alter table \"%s\".\"%s\" add constraint %s check (\"%s\" = '%s')"
              .formatted(schema, table.name(), ONE_TENANT, tenantColumn, tenant));
    }
  }

  private List<Table> tables() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, schema);
      statement.setString(2, tenantColumn);
      List<Table> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Table(
                  rows.getString(1), rows.getBoolean(2), rows.getString(3), rows.getBoolean(4)));
        }
      }
      return found;
    }
  }

  private void run(String sql) throws SQLException {
    TenantPlaces.run(connection, sql);
  }
}
