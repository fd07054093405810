package io.leasehold.provisioning;

import io.leasehold.provisioning.internal.ListedMigrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Creates and upgrades the tables of this library. */
public final class ProvisioningSchema {

  /** The schema of all tables of this library. */
  public static final String NAME = "leasehold_provisioning";

  private static final String FOLDER = "db/leasehold/provisioning/";
  private static final List<String> SCRIPTS =
      List.of("V1__durable_plans.sql", "V2__account_pool.sql");
  private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_$-]{0,62}");

  private ProvisioningSchema() {}

  /**
   * Migrates the schema {@value #NAME}, which keeps its own history, and grants the rows to the
   * role that the platform works as. Safe to call again, and from several nodes at once.
   *
   * @param owner connections of the role that owns the schema
   * @param platformRole the role that gets SELECT, INSERT, UPDATE and DELETE
   * @throws IllegalArgumentException if the role is no plain identifier
   * @throws SchemaException if a grant fails
   */
  public static void migrate(DataSource owner, String platformRole) {
    if (!ROLE.matcher(platformRole).matches()) {
      throw new IllegalArgumentException(
          "a platform role has 1 to 63 letters, digits, '_', '$' and '-'");
    }
    ClassLoader ours = ProvisioningSchema.class.getClassLoader();
    Flyway.configure(ours)
        .dataSource(owner)
        .defaultSchema(NAME)
        .schemas(NAME)
        .createSchemas(true)
        .table("schema_history")
        .resourceProvider(new ListedMigrations(ours, FOLDER, SCRIPTS))
        .javaMigrationClassProvider(List::of)
        .load()
        .migrate();
    grant(owner, platformRole);
  }

  private static void grant(DataSource owner, String role) {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("grant usage on schema " + NAME + " to \"" + role + "\"");
      statement.execute(
          "grant select, insert, update, delete on all tables in schema "
              + NAME
              + " to \""
              + role
              + "\"");
      statement.execute(
          "grant usage, select on all sequences in schema " + NAME + " to \"" + role + "\"");
      statement.execute(
          "revoke insert, update, delete on " + NAME + ".schema_history from \"" + role + "\"");
    } catch (SQLException e) {
      throw new SchemaException(role, e);
    }
  }
}
