package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.placement.PlaceLayout;
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
   * Places as the routing has them. Pooled tables, which have a schema of their own, stay where
   * they are.
   *
   * @param shared logs in to the shared database as the tables' owner
   * @param layout as the routing has it
   * @param databases logs in to the tenant's own database of that name, as the tables' owner
   */
  static MovePlaces of(
      DataSource shared, PlaceLayout layout, Function<String, DataSource> databases) {
    return place ->
        new PlaceTables(
            place instanceof TenantPlacement.OwnDatabase own
                ? databases.apply(own.database())
                : shared,
            List.of(layout.schemaIn(place)));
  }
}
