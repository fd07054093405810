package io.leasehold.isolation.hibernate;

import java.util.List;

/**
 * The policy by which one role, that of a {@link CrossTenantDataSource}, reaches the rows of all
 * tenants in one table. The role needs grants of its own; make it a login of nobody else, and never
 * let the application's role be a member of it, which {@link TenantIsolationCheck} would report.
 * Immutable.
 *
 * @param table the name, with or without its schema
 * @param role the role
 * @param writes whether it may write as well
 */
public record CrossTenantPolicy(String table, String role, boolean writes) {

  /** The name of the policy on every table. */
  public static final String POLICY = "leasehold_cross_tenant";

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if a name is not a plain lower-case SQL name
   */
  public CrossTenantPolicy {
    RowSecurity.enable(table);
    // "public" would be everybody.
    if (!RowSecurity.isPlainName(role) || role.equals("public")) {
      throw new IllegalArgumentException(
          "a role is named by lower-case letters, digits and '_'; not '" + role + "'");
    }
  }

  /** The same for a role that may write as well. */
  public CrossTenantPolicy andWrites() {
    return new CrossTenantPolicy(table, role, true);
  }

  /** The statements of a migration, in order, to be run by the table's owner; safe to repeat. */
  public List<String> statements() {
    String name = RowSecurity.quoted(table);
    return List.of(
        "drop policy if exists " + POLICY + " on " + name,
        "create policy "
            + POLICY
            + " on "
            + name
            + " as permissive for "
            + (writes ? "all" : "select")
            + " to \""
            + role
            + "\" using (true)"
            + (writes ? " with check (true)" : ""));
  }

  /** The statements as one script, each ended by a semicolon. */
  public String script() {
    return String.join(";\n", statements()) + ";\n";
  }
}
