package io.leasehold.isolation.hibernate;

import io.leasehold.tenancy.TenantId;
import java.util.List;

/**
 * Row security that believes who logged in: each tenant has a login of its own, and a connection of
 * that login reaches the rows of that tenant only, whatever SQL it runs and whatever variable it
 * sets. A role that the session only took on by {@code SET ROLE} does not count, because SQL can
 * undo it.
 *
 * <pre>{@code
 * TenantLogins.statements(tenant, "labs_app").forEach(admin::execute);   // and give it a password
 * RowSecurity.enable("labs.lab_run").tenant(TenantLogins.EXPRESSION);    // in place of the plain one
 * TenantDataSource.around(poolOfTheLogin);                               // one pool for each tenant
 * }</pre>
 */
public final class TenantLogins {

  private static final String PREFIX = "tenant:";

  // PostgreSQL cuts longer names, and two of them could then be one.
  private static final int LONGEST_NAME = 63;

  /** What the policies compare the tenant column with. */
  public static final TenantExpression EXPRESSION =
      new TenantExpression("nullif(split_part(session_user::text, ':', 2), '')", false);

  private TenantLogins() {}

  /**
   * The name of the tenant's login.
   *
   * @throws IllegalArgumentException if the id is longer than 56 characters
   */
  public static String login(TenantId tenant) {
    String name = PREFIX + tenant.value();
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a tenant with a login of its own has an id of at most "
              + (LONGEST_NAME - PREFIX.length())
              + " characters");
    }
    return name;
  }

  /**
   * The statements that make the tenant's login, to be run by a role that may make roles; safe to
   * repeat. It has no password yet.
   *
   * @param group the role with the grants on the tables, best one that nobody logs in as
   * @throws IllegalArgumentException if a name is unfit
   */
  public static List<String> statements(TenantId tenant, String group) {
    if (!RowSecurity.isPlainName(group)) {
      throw new IllegalArgumentException(
          "a role is named by lower-case letters, digits and '_'; not '" + group + "'");
    }
    String login = login(tenant);
    return List.of(
        """
        do $leasehold$ begin
          if not exists (select 1 from pg_catalog.pg_roles where rolname = '%1$s') then
            create role "%1$s" login inherit;
          end if;
        end $leasehold$\
        """
            .formatted(login),
        "alter role \"%s\" nosuperuser nobypassrls nocreatedb nocreaterole noreplication"
            .formatted(login),
        "grant \"%s\" to \"%s\"".formatted(group, login));
  }

  /** The statement that takes the login away; it ends no session that is open. */
  public static String drop(TenantId tenant) {
    return "drop role if exists \"" + login(tenant) + "\"";
  }
}
