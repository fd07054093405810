package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** Knows how to get at the tables of each place, as their owner. Thread-safe. */
@FunctionalInterface
public interface MovePlaces {

  /** The tables of the place, which must be made already. */
  PlaceTables of(TenantPlacement place);

  /**
   * Places whose tables have the same names everywhere.
   *
   * @param shared logs in to the shared database as the tables' owner
   * @param schema the schema of the shared tables, and of those in a tenant's own database
   * @param databases logs in to the tenant's own database of that name, as the tables' owner
   */
  static MovePlaces of(DataSource shared, String schema, Function<String, DataSource> databases) {
    return place -> {
      if (place instanceof TenantPlacement.OwnSchema own) {
        return new PlaceTables(shared, List.of(own.schema(), schema));
      }
      if (place instanceof TenantPlacement.OwnDatabase own) {
        return new PlaceTables(databases.apply(own.database()), List.of(schema));
      }
      return new PlaceTables(shared, List.of(schema));
    };
  }
}
