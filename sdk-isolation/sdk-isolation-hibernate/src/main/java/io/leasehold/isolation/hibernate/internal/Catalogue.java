package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads PostgreSQL's catalogue as the role of the connection. */
final class Catalogue {

  record Role(String name, boolean superuser, boolean self) {}

  /** A table; {@code child} if it is a partition or heir, or outside the schemas as one. */
  record Table(
      long oid,
      String name,
      String quoted,
      boolean child,
      boolean enabled,
      boolean forced,
      boolean owned,
      boolean truncatable,
      boolean readable,
      boolean updatable) {}

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
      HoleQuery.PLACE
          + """
      select oid, name, oid::regclass::text as quoted,
        exists (select 1 from pg_inherits i where i.inhrelid = tt.oid) as child,
        relrowsecurity, relforcerowsecurity, owned,
        has_table_privilege(oid, 'TRUNCATE') as truncatable,
        has_table_privilege(oid, 'SELECT') as readable,
        has_table_privilege(oid, 'UPDATE') as updatable
      from tt
      order by name
      """;

  // All of it, restrictive policies and those for other roles too; only not what keeps out a tenant
  // that moves, which comes and goes and can only take away.
  private static final String SHAPE =
      HoleQuery.PLACE
          + """
      select concat_ws('|', tt.name, tt.relrowsecurity, tt.relforcerowsecurity, p.polname,
        p.polcmd, p.polpermissive,
        (select string_agg(case when r = 0 then 'public' else pg_get_userbyid(r)::text end, ','
            order by r) from unnest(p.polroles) r),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid))
      from tt left join pg_policy p on p.polrelid = tt.oid
        and (p.polpermissive or p.polname !~ '^leasehold_moving_[0-9]+$')
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
        and (has_any_column_privilege(current_user, v.oid, 'SELECT, INSERT, UPDATE')
          or has_table_privilege(current_user, v.oid, 'DELETE'))
      order by name
      """;

  private final Connection connection;
  private final CheckOptions options;

  Catalogue(Connection connection, CheckOptions options) {
    this.connection = connection;
    this.options = options;
  }

  /** Lets the catalogue say every name that is not its own with its schema. */
  void nameEverything() throws SQLException {
    list("select pg_catalog.set_config('search_path', 'pg_catalog', true)", s -> {}, row -> "");
  }

  /** The tenant that is set before anybody has set one. */
  String presetTenant() throws SQLException {
    return list(
            "select coalesce(current_setting('" + TenantDataSource.VARIABLE + "', true), '')",
            statement -> {},
            row -> row.getString(1))
        .get(0);
  }

  int serverVersion() throws SQLException {
    return list(
            "select current_setting('server_version_num')::int",
            statement -> {},
            row -> row.getInt(1))
        .get(0);
  }

  /** The subjects of the holes of the kind. */
  List<String> holes(HoleQuery query) throws SQLException {
    return list(
        HoleQuery.PLACE + "select * from (" + query.sql() + ") as hole (subject) order by 1",
        this::bindPlace,
        row -> row.getString(1));
  }

  /** The lines that describe all row security there is. */
  List<String> shape() throws SQLException {
    return list(SHAPE, this::bindPlace, row -> row.getString(1)).stream().sorted().toList();
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
                row.getString("quoted"),
                row.getBoolean("child"),
                row.getBoolean("relrowsecurity"),
                row.getBoolean("relforcerowsecurity"),
                row.getBoolean("owned"),
                row.getBoolean("truncatable"),
                row.getBoolean("readable"),
                row.getBoolean("updatable")));
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
        this::bindSchemas,
        row -> new View(row.getString("name"), row.getBoolean("materialized")));
  }

  private void bindSchemas(PreparedStatement statement) throws SQLException {
    statement.setArray(1, connection.createArrayOf("text", options.schemas().toArray()));
    statement.setString(2, options.tenantColumn());
  }

  private void bindPlace(PreparedStatement statement) throws SQLException {
    bindSchemas(statement);
    statement.setArray(3, connection.createArrayOf("text", options.sharedTables().toArray()));
    statement.setString(4, PolicyShape.normal(options.tenant().value()));
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
