package io.leasehold.tenancy.registry;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.spi.TenantChanges;
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
  private final Map<ApiKeyHash, RegisteredApiKey> apiKeys = new ConcurrentHashMap<>();
  private final LocalTenantChanges changes = new LocalTenantChanges();
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
      if (registry.tenants.containsKey(tenant.id())) {
        throw new IllegalArgumentException("two tenants have the id " + tenant.id());
      }
      registry.save(tenant);
    }
    return registry;
  }

  /**
   * Adds the tenant, or replaces the one with its id, and tells so. Any status may follow any
   * other.
   *
   * @throws IllegalArgumentException if another tenant has its slug or one of its domains
   */
  public void save(Tenant tenant) {
    put(tenant);
    changes.publish(TenantChange.of(tenant.id(), tenant.status()));
  }

  private synchronized void put(Tenant tenant) {
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

  /**
   * Adds the API key, or replaces the one with its hash, and tells so.
   *
   * @throws IllegalArgumentException if there is no such tenant
   */
  public void save(RegisteredApiKey key) {
    if (!tenants.containsKey(key.tenant())) {
      throw new IllegalArgumentException("API key " + key.id() + " belongs to no known tenant");
    }
    apiKeys.put(key.hash(), key);
    changes.publish(TenantChange.of(key.tenant()));
  }

  /** What is saved here, told on the thread that does it. */
  public TenantChanges changes() {
    return changes;
  }

  /** Whether the registry answers (it does at first) or throws as one that is down. */
  public void reachable(boolean answers) {
    this.reachable = answers;
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    requireReachable();
    return Optional.ofNullable(tenants.get(id));
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

  @Override
  public Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash) {
    requireReachable();
    return Optional.ofNullable(apiKeys.get(hash));
  }

  @Override
  public TenantPage list(TenantPage.Request request) {
    String after = request.after().map(TenantId::value).orElse("");
    List<Tenant> rest = all(tenant -> tenant.id().value().compareTo(after) > 0);
    return TenantPage.of(request, rest);
  }

  private Optional<Tenant> find(Predicate<Tenant> condition) {
    return all(condition).stream().findFirst();
  }

  private List<Tenant> all(Predicate<Tenant> condition) {
    requireReachable();
    return tenants.values().stream()
        .filter(condition)
        .sorted(Comparator.comparing(tenant -> tenant.id().value()))
        .toList();
  }

  private void requireReachable() {
    if (!reachable) {
      throw new TenantRegistryUnavailableException(
          new IllegalStateException("the registry was told to be unreachable"));
    }
  }
}
