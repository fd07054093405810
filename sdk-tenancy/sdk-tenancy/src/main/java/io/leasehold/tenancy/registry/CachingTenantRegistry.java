package io.leasehold.tenancy.registry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.internal.LookupCache;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Remembers the answers of another registry for some seconds. Thread-safe.
 *
 * <p>Simultaneous questions for the same thing are asked once. "No such tenant" is remembered too,
 * for a shorter time, so that made-up hosts do not reach the database. A failure is never
 * remembered: the next question is asked anew.
 *
 * <p>A change of a tenant, such as its suspension, is seen after at most the time to live; on the
 * node that makes the change, call {@link #forget} to see it at once.
 */
public final class CachingTenantRegistry implements TenantRegistry {

  /** How long a tenant is remembered unless told otherwise: 30 seconds. */
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(30);

  /** How long at most "no such tenant" is remembered: five seconds. */
  public static final Duration MAX_NEGATIVE_TTL = Duration.ofSeconds(5);

  private static final int MAXIMUM_SIZE = 10_000;

  private final TenantRegistry registry;
  private final LookupCache<Object, Optional<Tenant>> tenants;
  private final LookupCache<String, List<Tenant>> issuers;

  CachingTenantRegistry(TenantRegistry registry, Duration ttl, Ticker ticker) {
    this.registry = Objects.requireNonNull(registry, "registry");
    if (ttl.isNegative() || ttl.isZero()) {
      throw new IllegalArgumentException("the time to live is not positive: " + ttl);
    }
    Duration negative = ttl.compareTo(MAX_NEGATIVE_TTL) < 0 ? ttl : MAX_NEGATIVE_TTL;
    this.tenants = new LookupCache<>(MAXIMUM_SIZE, Optional::isEmpty, ttl, negative, ticker);
    this.issuers = new LookupCache<>(MAXIMUM_SIZE, List::isEmpty, ttl, negative, ticker);
  }

  /** A cache with the default time to live around the registry. */
  public static CachingTenantRegistry around(TenantRegistry registry) {
    return around(registry, DEFAULT_TTL);
  }

  /**
   * A cache around the registry.
   *
   * @param ttl how long an answer is remembered, and so how long a change may go unseen
   * @throws IllegalArgumentException if the time is not positive
   */
  public static CachingTenantRegistry around(TenantRegistry registry, Duration ttl) {
    return new CachingTenantRegistry(registry, ttl, Ticker.systemTicker());
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return tenants.get(id, key -> registry.findById(id));
  }

  @Override
  public Optional<Tenant> findBySlug(TenantSlug slug) {
    return tenants.get(slug, key -> registry.findBySlug(slug));
  }

  @Override
  public Optional<Tenant> findByDomain(TenantDomain domain) {
    return tenants.get(domain, key -> registry.findByDomain(domain));
  }

  @Override
  public List<Tenant> findByIssuer(String issuer) {
    return issuers.get(issuer, registry::findByIssuer);
  }

  @Override
  public Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash) {
    return registry.findByApiKeyHash(hash);
  }

  @Override
  public TenantPage list(TenantPage.Request request) {
    return registry.list(request);
  }

  /** Forgets the tenant, and everything that was not found: it may be there now. */
  public void forget(TenantId id) {
    tenants.forget(answer -> answer.isEmpty() || answer.get().id().equals(id));
    // A changed tenant may be missing from any list, so all lists go.
    issuers.forget(answer -> true);
  }
}
