package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.CrossTenantPolicy;
import io.leasehold.isolation.hibernate.RowSecurity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: nobody who reads tenants' rows owns a table, is past row security, or has a
 * right that row security does not see. Immutable.
 *
 * @param owner owns the tables and runs the migrations
 * @param application reads and writes one tenant's rows at a time
 * @param platform keeps what belongs to no tenant, as the registry, and has no right on tenants'
 *     tables; null if there is none
 * @param crossTenant reads the rows of all tenants for a {@link
 *     io.leasehold.isolation.hibernate.CrossTenantDataSource}; null if there is none
 */
public record DatabaseRoles(
    String owner, String application, @Nullable String platform, @Nullable String crossTenant) {

  private static final String CREATE =
      """
      do $leasehold$
      begin
        if not exists (select 1 from pg_catalog.pg_roles where rolname = '%1$s') then
          create role "%1$s" login nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
        end if;
        if exists (select 1 from pg_catalog.pg_roles where rolname = '%1$s'
            and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)) then
          raise exception 'LH-ISO-289: role %1$s has a right that row security does not see'
            using hint = 'alter role %1$s nosuperuser nobypassrls nocreaterole noreplication';
        end if;
        if exists (select 1 from pg_catalog.pg_roles o where o.rolname = any ('{%2$s}'::text[])
            and o.rolname <> '%1$s' and pg_catalog.pg_has_role('%1$s', o.oid, 'member')) then
          raise exception 'LH-ISO-289: role %1$s may become another of the roles'
            using hint = 'revoke the membership';
        end if;
      end
      $leasehold$
      """;

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is not a plain lower-case SQL name, or two are the same
   */
  public DatabaseRoles {
    List<String> names = new ArrayList<>(List.of(owner, application));
    Stream.of(platform, crossTenant)
        .flatMap(name -> name == null ? Stream.empty() : Stream.of(name))
        .forEach(names::add);
    for (String name : names) {
      if (!RowSecurity.isPlainName(name) || name.equals("public")) {
        throw new IllegalArgumentException(
            "a role is named by lower-case letters, digits and '_'; not '" + name + "'");
      }
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("each role is one of its own; not " + names);
    }
  }

  /** An owner and an application. */
  public static DatabaseRoles of(String owner, String application) {
    return new DatabaseRoles(owner, application, null, null);
  }

  /** The same, with a role of the platform. */
  public DatabaseRoles platform(String role) {
    return new DatabaseRoles(owner, application, role, crossTenant);
  }

  /** The same, with a role that reads across tenants. */
  public DatabaseRoles crossTenant(String role) {
    return new DatabaseRoles(owner, application, platform, role);
  }

  /**
   * What makes the roles that are not there, without a password, and refuses those with rights past
   * row security. For a superuser, or who else may make roles; safe to repeat.
   */
  public List<String> creation() {
    String all = String.join(",", roles());
    return roles().stream().map(role -> CREATE.formatted(role, all).strip()).toList();
  }

  /**
   * The rights on the tables of the plan, for their owner, after the plan; safe to repeat. Run them
   * in one transaction, because rights are taken away first. Shared tables may be read only.
   *
   * <p>A new table is nobody's but the owner's until it is in the plan and these ran again.
   */
  public List<String> grants(RowSecurityPlan plan) {
    List<String> sql = new ArrayList<>();
    Set<String> schemas = new TreeSet<>();
    plan.tables().forEach(table -> schemas.add(schema(table.qualifiedName())));
    plan.sharedTables().forEach(table -> schemas.add(schema(table)));
    sql.add("alter default privileges revoke execute on functions from public");
    for (String schema : schemas) {
      String in = "schema \"" + schema + "\"";
      for (String other : others()) {
        sql.add("alter default privileges in " + in + " revoke all on tables from " + other);
        sql.add("revoke all on " + in + " from " + other);
        sql.add("revoke all on all tables in " + in + " from " + other);
      }
      sql.add("revoke all on all tables in " + in + " from public");
      sql.add("revoke create on " + in + " from public");
      for (String reader : readers()) {
        sql.add("grant usage on " + in + " to " + reader);
      }
      // To take numbers, not to set them.
      sql.add("grant usage on all sequences in " + in + " to " + id(application));
    }
    for (TenantTable table : plan.tables()) {
      String name = TenantFill.quoted(table.qualifiedName());
      sql.add("grant select, insert, update, delete on " + name + " to " + id(application));
      if (crossTenant != null) {
        sql.addAll(new CrossTenantPolicy(table.qualifiedName(), crossTenant, false).statements());
        sql.add("grant select on " + name + " to " + id(crossTenant));
      }
    }
    for (String table : plan.sharedTables()) {
      for (String reader : readers()) {
        sql.add("grant select on " + TenantFill.quoted(table) + " to " + reader);
      }
    }
    return sql;
  }

  private List<String> roles() {
    return new ArrayList<>(
        Stream.of(owner, application, platform, crossTenant)
            .flatMap(name -> name == null ? Stream.empty() : Stream.of(name))
            .collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new)));
  }

  private List<String> others() {
    return roles().stream().skip(1).map(DatabaseRoles::id).toList();
  }

  private List<String> readers() {
    return crossTenant == null
        ? List.of(id(application))
        : List.of(id(application), id(crossTenant));
  }

  private static String schema(String table) {
    int dot = table.indexOf('.');
    return dot < 0 ? "public" : table.substring(0, dot);
  }

  private static String id(String role) {
    return "\"" + role + "\"";
  }
}
