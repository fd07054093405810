package io.leasehold.labs.platform;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.provisioning.ProvisioningSchema;
import io.leasehold.tenancy.postgres.TenancySchema;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to what this version needs, as the owner of the tables. Two nodes may do it
 * at once: Flyway locks, and everything after it can be repeated.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Migrations {

  static final String SCHEMA = "labs";

  static final List<String> TENANT_TABLES = List.of("labs.lab", "labs.lab_run", "labs.operation");

  @Inject private Databases databases;
  @Inject private LabsSettings settings;

  void run() throws SQLException {
    TenancySchema.migrate(databases.owner(), settings.platformRole());
    ProvisioningSchema.migrate(databases.owner(), settings.platformRole());
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(databases.owner())
        .schemas(SCHEMA)
        .table("schema_history")
        .locations("classpath:db/labs")
        .failOnMissingLocations(true)
        .load()
        .migrate();
    secure();
  }

  /** The policies and rights of the application's role, said anew at each start. */
  private void secure() throws SQLException {
    String role = "\"" + settings.appRole() + "\"";
    try (Connection connection = databases.owner().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // One node at a time: two that replace a policy at once would meet in the catalogue.
      statement.execute("select pg_advisory_xact_lock(hashtext('labs.secure'))");
      for (String table : TENANT_TABLES) {
        for (String security : RowSecurity.enable(table).statements()) {
          statement.execute(security);
        }
        statement.execute("grant select, insert, update on " + table + " to " + role);
      }
      statement.execute("grant usage on schema " + SCHEMA + " to " + role);
      connection.commit();
      connection.setAutoCommit(true);
    }
  }
}
