package io.leasehold.tenancy.registry;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.spi.TenantRegistry;

class InMemoryTenantRegistryTest extends TenantRegistryContract {

  @Override
  protected TenantRegistry registryWith(Tenant... tenants) {
    return InMemoryTenantRegistry.of(tenants);
  }

  @Override
  protected TenantRegistry unreachableRegistry() {
    InMemoryTenantRegistry registry = InMemoryTenantRegistry.of();
    registry.reachable(false);
    return registry;
  }
}
