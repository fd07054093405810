package io.leasehold.tenancy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.ApiKey;
import io.leasehold.tenancy.ApiKeyHash;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryTenantRegistryTest extends TenantRegistryContract {

  private static final ApiKeyHash HASH = ApiKeyHash.ofKey("lh_k1_secret");

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final ApiKey key = new ApiKey("k1", acme.id(), Set.of(), Optional.empty());

  @Override
  protected TenantRegistry registryWith(Tenant... tenants) {
    return InMemoryTenantRegistry.of(tenants);
  }

  @Override
  protected TenantRegistry registryWith(ApiKeyHash hash, ApiKey apiKey, Tenant... tenants) {
    InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(tenants);
    registry.save(hash, apiKey);
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
    registry.save(HASH, key);
    registry.revoke(HASH);
    registry.revoke(HASH);
    assertThat(told)
        .containsExactly(
            TenantChange.of(acme.id(), TenantStatus.SUSPENDED),
            TenantChange.of(acme.id()),
            TenantChange.of(acme.id()));
    assertThat(read).containsOnly(TenantStatus.SUSPENDED);
  }

  @Test
  void aRevokedKeyIsGoneAndAKeyOfNobodyIsRefused() {
    InMemoryTenantRegistry registry = InMemoryTenantRegistry.of();
    assertThatThrownBy(() -> registry.save(HASH, key)).isInstanceOf(IllegalArgumentException.class);
    registry.save(acme);
    registry.save(HASH, key);
    registry.revoke(HASH);
    assertThat(registry.findByApiKeyHash(HASH)).isEmpty();
  }
}
