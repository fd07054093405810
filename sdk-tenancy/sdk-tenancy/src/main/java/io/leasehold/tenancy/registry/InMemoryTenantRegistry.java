package io.leasehold.tenancy.registry;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A registry in memory, for tests and for programs whose tenants are few and fixed. Thread-safe.
 *
 * <p>Like a real one it can be down: see {@link #reachable(boolean)}.
 */
public final class InMemoryTenantRegistry implements TenantRegistry {

  private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();
  private volatile boolean reachable = true;

  private InMemoryTenantRegistry() {}

  /**
   * A registry with these tenants.
   *
   * @throws IllegalArgumentException if two share an id, a slug or a domain
   */
  public static InMemoryTenantRegistry of(Tenant... tenants) {
    InMemoryTenantRegistry registry = new InMemoryTenantRegistry();
    for (Tenant tenant : tenants) {
      if (registry.findById(tenant.id()).isPresent()) {
        throw new IllegalArgumentException("two tenants have the id " + tenant.id());
      }
      registry.save(tenant);
    }
    return registry;
  }

  /**
   * Adds the tenant, or replaces the one with its id.
   *
   * @throws IllegalArgumentException if another tenant has its slug or one of its domains
   */
  public synchronized void save(Tenant tenant) {
    for (Tenant other : tenants.values()) {
      if (other.id().equals(tenant.id())) {
        continue;
      }
      if (other.slug().equals(tenant.slug())
          || !Collections.disjoint(other.domains(), tenant.domains())) {
        throw new IllegalArgumentException(
            "the slug or a domain of tenant " + tenant.id() + " is taken");
      }
    }
    tenants.put(tenant.id(), tenant);
  }

  /** Whether the registry answers (it does at first) or throws as one that is down. */
  public void reachable(boolean answers) {
    this.reachable = answers;
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return find(tenant -> tenant.id().equals(id));
  }

  @Override
  public Optional<Tenant> findBySlug(TenantSlug slug) {
    return find(tenant -> tenant.slug().equals(slug));
  }

  @Override
  public Optional<Tenant> findByDomain(TenantDomain domain) {
    return find(tenant -> tenant.domains().contains(domain));
  }

  @Override
  public List<Tenant> findByIssuer(String issuer) {
    return all(tenant -> tenant.issuers().contains(issuer));
  }

  private Optional<Tenant> find(Predicate<Tenant> condition) {
    return all(condition).stream().findFirst();
  }

  private List<Tenant> all(Predicate<Tenant> condition) {
    if (!reachable) {
      throw new TenantRegistryUnavailableException(
          new IllegalStateException("the registry was told to be unreachable"));
    }
    return tenants.values().stream()
        .filter(condition)
        .sorted(Comparator.comparing(tenant -> tenant.id().value()))
        .toList();
  }
}
