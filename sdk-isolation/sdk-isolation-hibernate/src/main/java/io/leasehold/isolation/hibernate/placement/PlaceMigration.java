package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.SignedTenants;
import io.leasehold.isolation.hibernate.TenantSigningKey;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Makes, or brings up to date, the tables of one tenant's own schema or database: the same tables
 * as the shared ones, with their tenant column. Row security and the grants on tenants' tables come
 * afterwards by themselves. It is safe to repeat, as Flyway is.
 */
@FunctionalInterface
public interface PlaceMigration {

  /**
   * A place that is being made.
   *
   * @param tenant whose place it is
   * @param placement the place
   * @param schema the schema in it in which the tables are to be
   * @param owner unpooled connections to its database, as the role that is to own the tables
   */
  record Place(TenantId tenant, TenantPlacement placement, String schema, DataSource owner) {}

  /**
   * Makes or changes the tables.
   *
   * @throws Exception if that failed; what it did stays, and it is called again
   */
  void migrate(Place place) throws Exception;

  /**
   * This, after a tenant's own database has been given what checks the proofs of {@link
   * SignedTenants}, and this key: as often as a place is made, so that a new key gets there, too.
   * In the shared database it is there already. For {@code TenantPlaces.rowSecurity(column, table
   * -> table.tenant(SignedTenants.EXPRESSION))}.
   */
  default PlaceMigration signed(TenantSigningKey key) {
    Objects.requireNonNull(key, "key");
    return place -> {
      if (place.placement() instanceof TenantPlacement.OwnDatabase) {
        try (Connection connection = place.owner().getConnection();
            Statement statement = connection.createStatement()) {
          // One string is one transaction.
          statement.execute(SignedTenants.script());
          key.install(connection);
        }
      }
      migrate(place);
    };
  }

  /**
   * Runs the script in one transaction, with the place's schema as the only one in the search path.
   *
   * @param script statements that are safe to repeat and name tables without a schema
   */
  static PlaceMigration script(String script) {
    return place -> {
      try (Connection connection = place.owner().getConnection()) {
        connection.setAutoCommit(false);
        try (PreparedStatement path =
                connection.prepareStatement(
                    "select pg_catalog.set_config('search_path', ?, true)");
            Statement statement = connection.createStatement()) {
          path.setString(1, "\"" + place.schema() + "\"");
          path.execute();
          statement.execute(script);
          connection.commit();
        } finally {
          connection.rollback();
        }
      }
    };
  }
}
