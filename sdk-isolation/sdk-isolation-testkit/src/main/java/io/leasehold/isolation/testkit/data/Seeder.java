package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives tenants rows, and sees which. */
final class Seeder {

  private final TenantSeed seed;
  private final Rows rows;
  private final @Nullable EntityManagerFactory unit;

  Seeder(TenantSeed seed, Rows rows, @Nullable EntityManagerFactory unit) {
    this.seed = seed;
    this.rows = rows;
    this.unit = unit;
  }

  /** New rows of the tenant. */
  Subject give(Tenant tenant) throws Exception {
    Set<Row> before = rows.of(tenant);
    String marker = "tck-" + UUID.randomUUID().toString().replace("-", "").substring(8);
    Seeding seeding = new Seeding(tenant, marker, unit);
    TenantScopes.call(
        tenant,
        () -> {
          seed.into(seeding);
          return marker;
        });
    List<Row> given = new ArrayList<>(rows.of(tenant));
    given.removeAll(before);
    if (given.isEmpty() && seeding.named().isEmpty()) {
      throw new DataKitException(
          "LH-ISO-351",
          "the seed left %s no row in a table with a column %s that the application may read"
              .formatted(tenant.id(), rows.tenantColumn()));
    }
    return Subject.of(tenant, marker, given, seeding.named());
  }
}
