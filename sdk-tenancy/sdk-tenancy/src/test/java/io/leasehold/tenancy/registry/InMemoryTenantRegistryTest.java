package io.leasehold.tenancy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.apikey.ApiKey;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryTenantRegistryTest extends TenantRegistryContract {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final RegisteredApiKey key = RegisteredApiKey.of(ApiKey.generate(), acme.id());

  @Override
  protected TenantRegistry registryWith(Tenant... tenants) {
    return InMemoryTenantRegistry.of(tenants);
  }

  @Override
  protected TenantRegistry registryWith(RegisteredApiKey apiKey, Tenant... tenants) {
    InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(tenants);
    registry.save(apiKey);
    return registry;
  }

  @Override
  protected TenantRegistry unreachableRegistry() {
    InMemoryTenantRegistry registry = InMemoryTenantRegistry.of();
    registry.reachable(false);
    return registry;
  }

  @Test
  void whateverIsSavedIsToldWhenItCanBeRead() {
    InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(acme);
    List<TenantChange> told = new ArrayList<>();
    List<TenantStatus> read = new ArrayList<>();
    registry.changes().subscribe(told::add);
    registry
        .changes()
        .subscribe(change -> read.add(registry.findById(acme.id()).orElseThrow().status()));
    registry.save(acme.withStatus(TenantStatus.SUSPENDED));
    registry.save(key);
    assertThat(told)
        .containsExactly(
            TenantChange.of(acme.id(), TenantStatus.SUSPENDED), TenantChange.of(acme.id()));
    assertThat(read).containsOnly(TenantStatus.SUSPENDED);
  }

  @Test
  void anApiKeyOfNobodyIsRefused() {
    InMemoryTenantRegistry registry = InMemoryTenantRegistry.of();
    assertThatThrownBy(() -> registry.save(key)).isInstanceOf(IllegalArgumentException.class);
    assertThat(registry.findByApiKeyHash(key.hash())).isEmpty();
  }
}
