package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.registry.TenantRegistryContract;
import io.leasehold.tenancy.spi.TenantRegistry;

class PostgresTenantRegistryContractTest extends TenantRegistryContract {

  @Override
  protected TenantRegistry registryWith(RegisteredApiKey key, Tenant... tenants) {
    PostgresTenantRegistry registry = registryWith(tenants);
    registry.save(key);
    return registry;
  }

  @Override
  protected PostgresTenantRegistry registryWith(Tenant... tenants) {
    var registry = new PostgresTenantRegistry(RegistryDatabase.migrated().platform());
    for (Tenant tenant : tenants) {
      registry.save(tenant);
    }
    return registry;
  }

  @Override
  protected TenantRegistry unreachableRegistry() {
    return new PostgresTenantRegistry(RegistryDatabase.unreachable());
  }
}
