package io.leasehold.isolation.hibernate;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The row security of one table: only rows of the tenant that {@link TenantDataSource} has set can
 * be read, written or moved, by the table's owner too. Immutable and thread-safe.
 *
 * <p>The policy is a plain comparison, so an index that begins with the tenant column serves it.
 * {@code nullif} makes it show no row when no tenant is set: a variable that was set for a
 * transaction is empty, not absent, afterwards.
 *
 * @param table the name, with or without its schema
 * @param tenantColumn the column of a text type that holds the tenant id
 */
public record RowSecurity(String table, String tenantColumn) {

  /** The name of the policy on every table. */
  public static final String POLICY = "leasehold_tenant";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if a name is not a plain lower-case SQL name
   */
  public RowSecurity {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(tenantColumn, "tenantColumn");
    List<String> parts = List.of(table.split("\\.", -1));
    if (parts.size() > 2 || !parts.stream().allMatch(part -> NAME.matcher(part).matches())) {
      throw new IllegalArgumentException(
          "a table is named by lower-case letters, digits and '_', with its schema before a dot;"
              + " not '"
              + table
              + "'");
    }
    if (!NAME.matcher(tenantColumn).matches()) {
      throw new IllegalArgumentException(
          "a column is named by lower-case letters, digits and '_'; not '" + tenantColumn + "'");
    }
  }

  /** The row security of the table whose tenant column is {@code tenant_id}. */
  public static RowSecurity enable(String table) {
    return new RowSecurity(table, "tenant_id");
  }

  /** The same, with another tenant column. */
  public RowSecurity tenantColumn(String column) {
    return new RowSecurity(table, column);
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

  /** The statements of a migration, in order, to be run by the table's owner; safe to repeat. */
  public List<String> statements() {
    String name = quoted(table);
    String mine =
        "(\""
            + tenantColumn
            + "\" = nullif(current_setting('"
            + TenantDataSource.VARIABLE
            + "', true), ''))";
    return List.of(
        "alter table " + name + " enable row level security",
        "alter table " + name + " force row level security",
        "drop policy if exists " + POLICY + " on " + name,
        "create policy "
            + POLICY
            + " on "
            + name
            + " as permissive for all to public using "
            + mine
            + " with check "
            + mine);
  }

  static boolean isPlainName(String name) {
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
