package io.leasehold.isolation.hibernate.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads PostgreSQL's catalogue as the role of the connection. */
final class Catalogue {

  record Role(String name, boolean superuser, boolean self) {}

  record Table(
      long oid, String name, boolean enabled, boolean forced, boolean owned, boolean truncatable) {}

  record Policy(String name, boolean writes, @Nullable String using, @Nullable String check) {}

  record View(String name, boolean materialized) {}

  private static final String ROLES =
      """
      select r.rolname, r.rolsuper, r.rolname = current_user as self
      from pg_roles r
      where (r.rolsuper or r.rolbypassrls)
        and (r.rolname = current_user
          or (pg_has_role(current_user, r.oid, 'MEMBER')
            and not (select me.rolsuper from pg_roles me where me.rolname = current_user)))
      order by r.rolname
      """;

  private static final String TABLES =
      """
      select c.oid, n.nspname || '.' || c.relname as name, c.relrowsecurity,
        c.relforcerowsecurity, pg_has_role(current_user, c.relowner, 'MEMBER') as owned,
        has_table_privilege(current_user, c.oid, 'TRUNCATE') as truncatable
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any (?) and c.relkind in ('r', 'p', 'f')
        and exists (select 1 from pg_attribute a
          where a.attrelid = c.oid and a.attname = ? and not a.attisdropped)
      order by name
      """;

  private static final String POLICIES =
      """
      select p.polname, p.polcmd in ('*', 'a', 'w') as writes,
        pg_get_expr(p.polqual, p.polrelid) as using_expression,
        pg_get_expr(p.polwithcheck, p.polrelid) as check_expression
      from pg_policy p
      where p.polrelid = ? and p.polpermissive
        and exists (select 1 from unnest(p.polroles) r
          where r = 0 or pg_has_role(current_user, r, 'MEMBER'))
      order by p.polname
      """;

  // Views on tenants' tables, and views on such views.
  private static final String VIEWS =
      """
      with recursive tenant_table as (
        select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any (?) and c.relkind in ('r', 'p', 'f')
          and exists (select 1 from pg_attribute a
            where a.attrelid = c.oid and a.attname = ? and not a.attisdropped)),
      reader as (
        select oid from tenant_table
        union
        select w.ev_class from reader s
          join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid
            and d.classid = 'pg_rewrite'::regclass
          join pg_rewrite w on w.oid = d.objid)
      select n.nspname || '.' || v.relname as name, v.relkind = 'm' as materialized
      from reader join pg_class v on v.oid = reader.oid
        join pg_namespace n on n.oid = v.relnamespace
      where (v.relkind = 'm' or (v.relkind = 'v' and not coalesce((
          select o.option_value::boolean from pg_options_to_table(v.reloptions) o
          where o.option_name = 'security_invoker'), false)))
        and has_any_column_privilege(current_user, v.oid, 'SELECT')
      order by name
      """;

  private final Connection connection;
  private final Set<String> schemas;
  private final String tenantColumn;

  Catalogue(Connection connection, Set<String> schemas, String tenantColumn) {
    this.connection = connection;
    this.schemas = schemas;
    this.tenantColumn = tenantColumn;
  }

  /** The roles past row security that this role is or may become. */
  List<Role> dangerousRoles() throws SQLException {
    return list(
        ROLES,
        statement -> {},
        row ->
            new Role(row.getString("rolname"), row.getBoolean("rolsuper"), row.getBoolean("self")));
  }

  /** The tables with the tenant column. */
  List<Table> tables() throws SQLException {
    return list(
        TABLES,
        this::bindPlace,
        row ->
            new Table(
                row.getLong("oid"),
                row.getString("name"),
                row.getBoolean("relrowsecurity"),
                row.getBoolean("relforcerowsecurity"),
                row.getBoolean("owned"),
                row.getBoolean("truncatable")));
  }

  /** The policies that let rows through for this role; the restrictive ones only take away. */
  List<Policy> permissivePolicies(Table table) throws SQLException {
    return list(
        POLICIES,
        statement -> statement.setLong(1, table.oid()),
        row ->
            new Policy(
                row.getString("polname"),
                row.getBoolean("writes"),
                row.getString("using_expression"),
                row.getString("check_expression")));
  }

  /** The readable views on those tables that do not read them with the reader's rights. */
  List<View> views() throws SQLException {
    return list(
        VIEWS,
        this::bindPlace,
        row -> new View(row.getString("name"), row.getBoolean("materialized")));
  }

  private void bindPlace(PreparedStatement statement) throws SQLException {
    statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
    statement.setString(2, tenantColumn);
  }

  private <T> List<T> list(String sql, Binder binder, Mapper<T> mapper) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.bind(statement);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    }
  }

  private interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}
