package io.leasehold.isolation.hibernate.move;

import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * How to get at the tables of a place.
 *
 * @param owner logs in as the role that owns the tables: row security is forced, so it sees the
 *     rows of one tenant at a time
 * @param schemas where the tables are, in the order of the search path; first the tenant's own
 */
public record PlaceTables(DataSource owner, List<String> schemas) {

  /** Validates. */
  public PlaceTables {
    Objects.requireNonNull(owner, "owner");
    schemas = List.copyOf(schemas);
    if (schemas.isEmpty()) {
      throw new IllegalArgumentException("a place has at least one schema");
    }
  }
}
