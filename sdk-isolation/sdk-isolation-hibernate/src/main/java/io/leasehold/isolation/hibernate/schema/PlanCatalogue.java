package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.TenantExpression;
import io.leasehold.isolation.hibernate.internal.PolicyShape;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.NotEnforced;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.NotPlanned;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.PartitionOpen;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.PolicyAltered;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.PolicyMissing;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.PolicyOutdated;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.TableMissing;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.TenantColumnMissing;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.TenantColumnNotFilled;
import io.leasehold.isolation.hibernate.schema.TenantTable.Filler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares tables of a plan with the live catalogue, inside a transaction. For one use. */
final class PlanCatalogue {

  private record Live(long oid, boolean enforced, boolean column, boolean notNull) {}

  private static final String FIND =
      """
      select c.oid::bigint, c.relrowsecurity and c.relforcerowsecurity, a.attname is not null,
        coalesce(a.attnotnull, false)
      from pg_catalog.pg_class c
        left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = ?
          and not a.attisdropped
      where c.oid = pg_catalog.to_regclass(?) and c.relkind in ('r', 'p')
      """;

  private static final String DEFAULT =
      """
      select pg_get_expr(d.adbin, d.adrelid)
      from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
      where d.adrelid = ?::oid and a.attname = ?
      """;

  private static final String POLICIES =
      """
      select polname, polcmd = '*' and polpermissive and polroles = array[0::oid],
        pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
      from pg_policy where polrelid = ?::oid and polname like 'leasehold\\_tenant%'
      order by polname
      """;

  private static final String BELOW =
      """
      with recursive below as (
        select inhrelid from pg_inherits where inhparent = ?::oid
        union
        select i.inhrelid from below b join pg_inherits i on i.inhparent = b.inhrelid)
      select n.nspname || '.' || c.relname, c.relkind <> 'f',
        c.relrowsecurity and c.relforcerowsecurity
          and p.polcmd = '*' and p.polpermissive and p.polroles = array[0::oid],
        p.polname, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
      from below join pg_class c on c.oid = below.inhrelid
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_policy p on p.polrelid = c.oid and p.polname like 'leasehold\\_tenant%'
      order by 1
      """;

  private static final String GUARDED =
      """
      select distinct n.nspname || '.' || c.relname, p.polname
      from pg_policy p join pg_class c on c.oid = p.polrelid
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = (select nn.nspname from pg_class cc
          join pg_namespace nn on nn.oid = cc.relnamespace where cc.oid = ?::oid)
        and p.polname like 'leasehold\\_tenant%'
        and not exists (select 1 from pg_inherits i where i.inhrelid = c.oid)
      order by 1
      """;

  private static final String NAME_OF =
      """
      select n.nspname || '.' || c.relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = ?::oid
      """;

  private final Connection connection;
  private final TenantExpression tenant;
  private final List<RowSecurityDrift> drift = new ArrayList<>();

  PlanCatalogue(Connection connection, TenantExpression tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  List<RowSecurityDrift> drift(List<TenantTable> tables) throws SQLException {
    Map<TenantTable, Live> live = new HashMap<>();
    for (TenantTable table : tables) {
      Live found = find(table);
      if (found != null) {
        live.put(table, found);
      }
    }
    String path = one("select current_setting('search_path')", 0L);
    // Then the catalogue says every name that is not its own with its schema.
    set("pg_catalog");
    try {
      for (TenantTable table : tables) {
        Live found = live.get(table);
        if (found == null) {
          drift.add(new TableMissing(table.qualifiedName()));
        } else {
          compare(table, found);
        }
      }
      findUnplanned(live);
    } finally {
      set(path == null ? "" : path);
    }
    return List.copyOf(drift);
  }

  private void compare(TenantTable table, Live live) throws SQLException {
    String name = table.qualifiedName();
    if (!live.column()) {
      drift.add(
          new TenantColumnMissing(name, table.tenantColumn(), table.filler() == Filler.DATABASE));
    } else if (table.filler() == Filler.DATABASE && !(live.notNull() && isFilled(table, live))) {
      drift.add(new TenantColumnNotFilled(name, table.tenantColumn()));
    }
    if (!live.enforced()) {
      drift.add(new NotEnforced(name));
    }
    String expected = RowSecurityPlan.security(table, tenant).policy();
    boolean present = false;
    for (String[] policy : rows(POLICIES, live.oid(), 4)) {
      if (policy[0].equals(expected)) {
        present = true;
        if (!policy[1].equals("t") || !compares(table, policy[2]) || !compares(table, policy[3])) {
          drift.add(new PolicyAltered(name, expected));
        }
      } else if (RowSecurity.isOurs(policy[0])) {
        drift.add(new PolicyOutdated(name, policy[0]));
      }
    }
    if (!present) {
      drift.add(new PolicyMissing(name));
    }
    comparePartitions(table, live, expected);
  }

  private void comparePartitions(TenantTable table, Live live, String expected)
      throws SQLException {
    Map<String, RowSecurityDrift> open = new TreeMap<>();
    for (String[] part : rows(BELOW, live.oid(), 6)) {
      boolean same =
          "t".equals(part[2])
              && expected.equals(part[3])
              && compares(table, part[4])
              && compares(table, part[5]);
      if (!same) {
        open.put(
            part[0],
            new PartitionOpen(table.qualifiedName(), part[0], Objects.equals(part[1], "t")));
      }
    }
    drift.addAll(open.values());
  }

  private boolean compares(TenantTable table, @Nullable String expression) {
    return expression != null && tenant.isComparedIn(expression, table.tenantColumn());
  }

  private boolean isFilled(TenantTable table, Live live) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DEFAULT)) {
      statement.setLong(1, live.oid());
      statement.setString(2, table.tenantColumn());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && PolicyShape.isSame(tenant.value(), row.getString(1));
      }
    }
  }

  private void findUnplanned(Map<TenantTable, Live> live) throws SQLException {
    Set<String> planned = new TreeSet<>();
    Set<String> guarded = new TreeSet<>();
    for (Live found : live.values()) {
      planned.add(String.valueOf(one(NAME_OF, found.oid())));
      for (String[] row : rows(GUARDED, found.oid(), 2)) {
        if (RowSecurity.isOurs(row[1])) {
          guarded.add(row[0]);
        }
      }
    }
    guarded.removeAll(planned);
    guarded.forEach(table -> drift.add(new NotPlanned(table)));
  }

  private @Nullable Live find(TenantTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, table.tenantColumn());
      statement.setString(2, TenantFill.quoted(table.qualifiedName()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Live(row.getLong(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4))
            : null;
      }
    }
  }

  private void set(String path) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_catalog.set_config('search_path', ?, true)")) {
      statement.setString(1, path);
      statement.execute();
    }
  }

  private @Nullable String one(String sql, long oid) throws SQLException {
    List<String[]> rows = rows(sql, oid, 1);
    return rows.isEmpty() ? null : rows.get(0)[0];
  }

  private List<String[]> rows(String sql, long oid, int columns) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (sql.contains("?")) {
        statement.setLong(1, oid);
      }
      List<String[]> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String[] row = new String[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = rows.getString(i + 1);
          }
          found.add(row);
        }
      }
      return found;
    }
  }
}
