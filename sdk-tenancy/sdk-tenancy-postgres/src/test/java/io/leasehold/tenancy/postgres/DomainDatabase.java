package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;

/** A migrated database with the tenants acme and globex, emptied for each test. */
final class DomainDatabase {

  private final RegistryDatabase database;

  /** Once for each test class: the next class drops the database. */
  DomainDatabase() {
    this.database = RegistryDatabase.migrated();
  }

  RegistryDatabase emptied() {
    RegistryDatabase.execute(database.owner(), "truncate leasehold_tenancy.tenant cascade");
    var registry = new PostgresTenantRegistry(database.platform());
    registry.save(Tenant.active(TenantId.of("acme"), Tier.of("basic")));
    registry.save(Tenant.active(TenantId.of("globex"), Tier.of("basic")));
    return database;
  }
}
