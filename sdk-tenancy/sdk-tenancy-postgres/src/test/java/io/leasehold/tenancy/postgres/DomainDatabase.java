package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.sql.SQLException;

/** A migrated database with the tenants acme and globex, emptied for each test. */
final class DomainDatabase {

  private final RegistryDatabase database;

  /** Once for each test class: the next class drops the schema. */
  DomainDatabase() {
    try {
      this.database = RegistryDatabase.migrated();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  RegistryDatabase emptied() {
    RegistryDatabase.execute(database.owner(), "truncate leasehold_tenancy.tenant cascade");
    var registry = new PostgresTenantRegistry(database.platform());
    registry.save(Tenant.active(TenantId.of("acme"), Tier.of("basic")));
    registry.save(Tenant.active(TenantId.of("globex"), Tier.of("basic")));
    return database;
  }
}
