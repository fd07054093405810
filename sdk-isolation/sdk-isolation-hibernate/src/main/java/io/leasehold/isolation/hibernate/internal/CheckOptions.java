package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.AcceptedHole;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a check is to look at.
 *
 * @param schemas where the tenants' tables are
 * @param tenantColumn the column that makes a table a tenants' table
 * @param sharedTables the tables there that all tenants share, with their schema
 * @param accepted the holes that are accepted
 * @param canary the tenant whose rows must be invisible, null for one that does not exist
 * @param fingerprint of the policies that were released, null when it is not compared
 * @param pooler whether a pooler is expected in front of PostgreSQL
 * @param serverVersion what PostgreSQL is taken for, null for what it says
 */
public record CheckOptions(
    Set<String> schemas,
    String tenantColumn,
    Set<String> sharedTables,
    Set<AcceptedHole> accepted,
    @Nullable String canary,
    @Nullable String fingerprint,
    boolean pooler,
    @Nullable Integer serverVersion) {

  /** What is looked at when only the schemas are named. */
  public static CheckOptions of(Set<String> schemas) {
    return new CheckOptions(schemas, "tenant_id", Set.of(), Set.of(), null, null, false, null);
  }
}
