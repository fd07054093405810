package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.internal.Digests;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The row security of one table: only rows of the tenant that {@link TenantDataSource} has set can
 * be read, written or moved, by the table's owner too. Immutable and thread-safe.
 *
 * <p>The policy is a plain comparison, so an index that begins with the tenant column serves it.
 * Its name ends in a digest of its body, so that a policy of another version of this library, or of
 * another expression, is seen by its name.
 *
 * @param table the name, with or without its schema
 * @param tenantColumn the column of a text type that holds the tenant id
 * @param tenant what the column is compared with
 */
public record RowSecurity(String table, String tenantColumn, TenantExpression tenant) {

  /** How the name of the policy on every table begins; {@code _} and eight digits follow. */
  public static final String POLICY = "leasehold_tenant";

  private static final String ANY_OF_OURS = POLICY + "(_[0-9a-f]{8})?";

  private static final String REPLACE =
      """
      do $leasehold$
      declare stale name;
      begin
        for stale in select polname from pg_catalog.pg_policy
          where polrelid = '%1$s'::pg_catalog.regclass and polname ~ '^%2$s$'
        loop
          execute pg_catalog.format('drop policy %%I on %1$s', stale);
        end loop;
        create policy %3$s on %1$s %4$s;
      end
      $leasehold$
      """;

  // Whoever names a partition or heir is asked for its own row security, not for its table's.
  private static final String REPLACE_BELOW =
      """
      do $leasehold$
      declare
        part regclass;
        stale name;
      begin
        for part in
          with recursive below as (
            select inhrelid from pg_catalog.pg_inherits
              where inhparent = '%1$s'::pg_catalog.regclass
            union
            select i.inhrelid from below b join pg_catalog.pg_inherits i
              on i.inhparent = b.inhrelid)
          select c.oid from below join pg_catalog.pg_class c on c.oid = below.inhrelid
            where c.relkind in ('r', 'p') order by c.oid
        loop
          execute pg_catalog.format('alter table %%s enable row level security', part);
          execute pg_catalog.format('alter table %%s force row level security', part);
          for stale in select polname from pg_catalog.pg_policy
            where polrelid = part and polname ~ '^%2$s$'
          loop
            execute pg_catalog.format('drop policy %%I on %%s', stale, part);
          end loop;
          execute pg_catalog.format('create policy %3$s on %%s %%s', part, $policy$%4$s$policy$);
        end loop;
      end
      $leasehold$
      """;

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if a name is not a plain lower-case SQL name
   */
  public RowSecurity {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(tenantColumn, "tenantColumn");
    Objects.requireNonNull(tenant, "tenant");
    List<String> parts = List.of(table.split("\\.", -1));
    if (parts.size() > 2 || !parts.stream().allMatch(RowSecurity::isPlainName)) {
      throw new IllegalArgumentException(
          "a table is named by lower-case letters, digits and '_', with its schema before a dot;"
              + " not '"
              + table
              + "'");
    }
    if (!isPlainName(tenantColumn)) {
      throw new IllegalArgumentException(
          "a column is named by lower-case letters, digits and '_'; not '" + tenantColumn + "'");
    }
  }

  /** The row security of the table whose tenant column is {@code tenant_id}. */
  public static RowSecurity enable(String table) {
    return new RowSecurity(table, "tenant_id", TenantExpression.VARIABLE);
  }

  /** The same, with another tenant column. */
  public RowSecurity tenantColumn(String column) {
    return new RowSecurity(table, column, tenant);
  }

  /** The same, where the tenant is said in another way. */
  public RowSecurity tenant(TenantExpression expression) {
    return new RowSecurity(table, tenantColumn, expression);
  }

  /**
   * What lets the role of a {@link CrossTenantDataSource} read the rows of all tenants in this
   * table, beside this.
   *
   * @throws IllegalArgumentException if the name is not a plain lower-case SQL name
   */
  public CrossTenantPolicy acrossTenants(String role) {
    return new CrossTenantPolicy(table, role, false);
  }

  /** The name of the policy, which tells its body. */
  public String policy() {
    return POLICY + "_" + Digests.sha256(List.of(body())).substring(0, 8);
  }

  /** Whether a policy of the name is one of this library's, of whatever version. */
  public static boolean isOurs(String policy) {
    return policy.matches(ANY_OF_OURS);
  }

  /**
   * The statements of a migration, in order, to be run by the table's owner; safe to repeat. The
   * third takes away every policy of this library's and makes the right one, at once; the last does
   * the same for each partition and heir that there is now, so run them again when there is a new
   * one.
   */
  public List<String> statements() {
    String name = quoted(table);
    return List.of(
        "alter table " + name + " enable row level security",
        "alter table " + name + " force row level security",
        REPLACE.strip().formatted(name, ANY_OF_OURS, policy(), body()),
        REPLACE_BELOW.strip().formatted(name, ANY_OF_OURS, policy(), body()));
  }

  private String body() {
    String mine = "(\"" + tenantColumn + "\" = " + tenant.sql() + ")";
    return "as permissive for all to public using " + mine + " with check " + mine;
  }

  /** Whether the name needs no quotes for its letters. */
  public static boolean isPlainName(String name) {
    return NAME.matcher(name).matches();
  }

  static String quoted(String table) {
    return "\"" + table.replace(".", "\".\"") + "\"";
  }

  /** The statements as one script, each ended by a semicolon. */
  public String script() {
    return String.join(";\n", statements()) + ";\n";
  }
}
