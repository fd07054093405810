package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.IsolationReport;
import io.leasehold.isolation.hibernate.TenantIsolationCheck;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * The {@link TenantIsolationCheck} of one tenant's place: a schema or database of its own is looked
 * at as the shared tables are. Immutable and thread-safe.
 */
public final class PlaceCheck {

  private final TenantRouting routing;
  private final DataSource shared;
  private final UnaryOperator<TenantIsolationCheck> settings;

  private PlaceCheck(
      TenantRouting routing, DataSource shared, UnaryOperator<TenantIsolationCheck> settings) {
    this.routing = Objects.requireNonNull(routing, "routing");
    this.shared = Objects.requireNonNull(shared, "shared");
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * Checks of places.
   *
   * @param routing knows where the tenants are
   * @param shared the application's connections to the shared database, as the routed data source
   *     wraps them
   */
  public static PlaceCheck of(TenantRouting routing, DataSource shared) {
    return new PlaceCheck(routing, shared, UnaryOperator.identity());
  }

  /** The same, with settings of each check, such as the entities and what is accepted. */
  public PlaceCheck like(UnaryOperator<TenantIsolationCheck> each) {
    return new PlaceCheck(routing, shared, each);
  }

  /**
   * Looks at the place of the tenant, and at the pooled tables where they are in the same database.
   *
   * @throws SQLException if the catalogue cannot be read; then nothing is known
   */
  public IsolationReport run(TenantId tenant) throws SQLException {
    TenantPlacement placement = routing.placementOf(tenant);
    List<String> schemas = new ArrayList<>(List.of(routing.layout().schemaIn(placement)));
    DataSource source = shared;
    if (placement instanceof OwnDatabase own) {
      source = routing.inside(tenant, own);
    } else {
      routing.layout().pooled().ifPresent(schemas::add);
    }
    return settings.apply(TenantIsolationCheck.of(source, schemas.toArray(String[]::new))).run();
  }
}
