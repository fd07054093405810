package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnSchema;
import java.util.Objects;
import java.util.Optional;

/**
 * The schemas in which tables are found that the mapping names without one. Immutable.
 *
 * <p>Pooled tables have a schema of their own, which comes after the tenant's place: they are the
 * same for a tenant with a schema of its own as for the others. The shared schema is not searched
 * on behalf of such a tenant, so that a table missing in its own schema is an error, and never
 * another one of the same name.
 *
 * @param shared the schema of the shared tables, and of the tables in a tenant's own database
 * @param pooled the schema of the tables that are pooled whatever the tenant's mode
 */
public record PlaceLayout(String shared, Optional<String> pooled) {

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if a schema is no plain lower-case SQL name, or both are one,
   *     or a name is one that a tenant's own schema could have
   */
  public PlaceLayout {
    Objects.requireNonNull(pooled, "pooled");
    requireOurs(shared);
    pooled.ifPresent(PlaceLayout::requireOurs);
    if (pooled.filter(shared::equals).isPresent()) {
      throw new IllegalArgumentException("pooled tables need a schema of their own");
    }
  }

  /** Tables are in the schema, and none are pooled. */
  public static PlaceLayout of(String shared) {
    return new PlaceLayout(shared, Optional.empty());
  }

  /** The same, with the schema of tables that are pooled whatever the tenant's mode. */
  public PlaceLayout pooled(String schema) {
    return new PlaceLayout(shared, Optional.of(schema));
  }

  /** The schema that the tenant's tables have in the place. */
  public String schemaIn(TenantPlacement placement) {
    return placement instanceof OwnSchema own ? own.schema() : shared;
  }

  /**
   * The path on which tables of the place are found. PostgreSQL's own names come first by
   * themselves; what a session made for itself comes last, because it may be of another tenant.
   */
  String searchPath(TenantPlacement placement) {
    return "\""
        + schemaIn(placement)
        + "\", "
        + pooled.map(schema -> "\"" + schema + "\", ").orElse("")
        + "pg_temp";
  }

  private static void requireOurs(String schema) {
    if (PlainNames.require(schema).startsWith("t_") || schema.startsWith("pg_")) {
      throw new IllegalArgumentException(
          "names of schemas that begin with t_ are of tenants, those with pg_ of PostgreSQL");
    }
  }
}
