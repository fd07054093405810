package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import io.leasehold.isolation.hibernate.placement.PlaceLayout;
import io.leasehold.isolation.hibernate.placement.TenantRouting;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.mapping.Table;

/**
 * What the tables of a unit must be like whose tenants are not all in one place: one that is named
 * with the shared schema would be the shared one for every tenant.
 */
final class PlacedTables {

  private PlacedTables() {}

  /** Nothing, unless a table would be the shared one for a tenant with a schema of its own. */
  static void require(Metadata metadata, Map<String, Object> settings) {
    Optional<PlaceLayout> layout =
        settings.values().stream()
            .flatMap(
                value ->
                    value instanceof TenantDataSource source
                        ? source.routing().stream()
                        : Stream.<TenantRouting>empty())
            .map(TenantRouting::layout)
            .findFirst();
    layout.ifPresent(places -> require(metadata, settings, places.shared()));
  }

  private static void require(Metadata metadata, Map<String, Object> settings, String shared) {
    if (settings.get(AvailableSettings.DEFAULT_SCHEMA) != null) {
      throw new UnsafeConfigurationException(
          "the setting "
              + AvailableSettings.DEFAULT_SCHEMA
              + " leads every tenant to one schema, and tenants of this unit have places of their"
              + " own; remove it");
    }
    for (Table table : metadata.collectTableMappings()) {
      if (table.isPhysicalTable() && shared.equals(table.getSchema())) {
        throw new UnsafeConfigurationException(
            "the table "
                + shared
                + "."
                + table.getName()
                + " is named with its schema, so it would be the shared one for tenants with a"
                + " schema of their own, too; name it without, or put it into the pooled schema");
      }
    }
  }
}
