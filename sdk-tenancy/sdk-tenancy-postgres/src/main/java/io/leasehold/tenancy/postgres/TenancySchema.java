package io.leasehold.tenancy.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The schema {@value #NAME} of the registry. It keeps its own migration history, so that it never
 * meets the application's.
 */
public final class TenancySchema {

  /** The name of the schema. */
  public static final String NAME = "leasehold_tenancy";

  private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  // Tenants are never deleted, because an id stays taken for ever; their hosts and issuers change.
  private static final List<String> GRANTS =
      List.of(
          "grant usage on schema " + NAME + " to %s",
          "grant select, insert, update on " + NAME + ".tenant to %s",
          "grant select, insert, update, delete on " + NAME + ".tenant_domain to %s",
          "grant select, insert, update, delete on " + NAME + ".tenant_issuer to %s",
          "grant select, insert, update, delete on " + NAME + ".trusted_issuer to %s",
          "grant select, insert, update, delete on " + NAME + ".tenant_api_key to %s",
          "grant select, insert, update, delete on " + NAME + ".tenant_login to %s",
          "grant select, insert, update, delete on " + NAME + ".tenant_email_domain to %s",
          "grant select, insert, update, delete on " + NAME + ".tenant_setting to %s",
          "grant select, insert, update, delete on " + NAME + ".fairness_rate to %s",
          "grant select, insert, update, delete on " + NAME + ".fairness_quota to %s",
          "grant select, insert, update, delete on " + NAME + ".replay_window to %s",
          // Added to and read; the columns that say when and by whom are the database's.
          "grant select, insert (id, reason, opened_by, opened_at, until) on "
              + NAME
              + ".cross_tenant_access to %s",
          "grant select, insert (id, outcome, ended_at) on "
              + NAME
              + ".cross_tenant_access_end to %s",
          // Written by triggers alone, so that nobody forgets and nobody forges.
          "grant select on " + NAME + ".tenant_change to %s",
          "grant select, insert, update on " + NAME + ".domain_claim to %s",
          // What happened stays: nobody changes or removes it.
          "grant select, insert on " + NAME + ".domain_event to %s");

  private TenancySchema() {}

  /**
   * Brings the schema to the version of this library and grants it to the role of the platform.
   * Safe to call at each start, and by several nodes at once.
   *
   * @param owner logs in as the role that owns the schema
   * @param platformRole the role that {@link PostgresTenantRegistry} logs in as; never the role
   *     that reads tenants' rows
   * @throws IllegalArgumentException if the role is not a plain lower-case SQL name
   * @throws org.flywaydb.core.api.FlywayException if a migration fails
   * @throws SQLException if the grants fail, for instance because there is no such role
   */
  public static void migrate(DataSource owner, String platformRole) throws SQLException {
    Objects.requireNonNull(owner, "owner");
    if (!ROLE.matcher(platformRole).matches()) {
      throw new IllegalArgumentException(
          "a role is named by lower-case letters, digits and '_'; not '" + platformRole + "'");
    }
    Flyway.configure(TenancySchema.class.getClassLoader())
        .dataSource(owner)
        .schemas(NAME)
        .table("schema_history")
        .locations("classpath:db/leasehold/tenancy")
        // Scripts that the class loader does not show must not look like "nothing to do".
        .failOnMissingLocations(true)
        .load()
        .migrate();
    grant(owner, platformRole);
  }

  private static void grant(DataSource owner, String role) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      for (String grant : GRANTS) {
        statement.execute(grant.formatted('"' + role + '"'));
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }
}
