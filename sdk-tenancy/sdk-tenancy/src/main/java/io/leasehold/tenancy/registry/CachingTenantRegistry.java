package io.leasehold.tenancy.registry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.internal.Freshness;
import io.leasehold.tenancy.internal.LookupCache;
import io.leasehold.tenancy.spi.TenantChanges;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Remembers the answers of another registry. Thread-safe.
 *
 * <p>Simultaneous questions for the same thing are asked once. "No such tenant" is remembered too,
 * for a shorter time, so that made-up hosts do not reach the database. A failure is never
 * remembered: the next question is asked anew.
 *
 * <p>How long a change of a tenant, such as its suspension, may go unseen:
 *
 * <ul>
 *   <li>{@linkplain #around(TenantRegistry) on its own}, for the time to live, 30 seconds;
 *   <li>{@linkplain #following following a source of changes}, for as long as that source states.
 *       When the source falls silent, everything is asked again that is older than a second.
 *   <li>When the registry cannot be asked either, as on a node that is cut off from the database,
 *       for {@link Builder#staleWhileDown}, counted from when the answer was last known to be true.
 *       After that, and for whatever was not remembered, the outage is told.
 * </ul>
 */
public final class CachingTenantRegistry implements TenantRegistry, AutoCloseable {

  /** How long a tenant is remembered where nobody tells of changes: 30 seconds. */
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(30);

  /** How long a tenant is remembered where changes are told: five minutes. */
  public static final Duration DEFAULT_FOLLOWING_TTL = Duration.ofMinutes(5);

  /** How long an answer outlives an outage where changes are told: 30 seconds. */
  public static final Duration DEFAULT_STALE_WHILE_DOWN = Duration.ofSeconds(30);

  /** How long at most "no such tenant" is remembered: five seconds. */
  public static final Duration MAX_NEGATIVE_TTL = Duration.ofSeconds(5);

  /** How many answers are kept of each kind unless told otherwise. */
  public static final int DEFAULT_MAXIMUM_SIZE = 50_000;

  private final TenantRegistry registry;
  private final LookupCache<Object, Optional<Tenant>> tenants;
  private final LookupCache<String, List<Tenant>> issuers;
  private final LookupCache<ApiKeyHash, Optional<RegisteredApiKey>> apiKeys;
  private final Relay relay;

  CachingTenantRegistry(Builder options, Ticker ticker) {
    this.registry = options.registry;
    this.relay = new Relay(options.changes);
    Freshness freshness = options.freshness(relay);
    int size = options.maximumSize;
    this.tenants = new LookupCache<>(size, Optional::isEmpty, freshness, ticker);
    this.issuers = new LookupCache<>(size, List::isEmpty, freshness, ticker);
    this.apiKeys = new LookupCache<>(size, Optional::isEmpty, freshness, ticker);
    relay.follow(this::letGo);
  }

  /** A cache on its own around the registry, with the default time to live. */
  public static CachingTenantRegistry around(TenantRegistry registry) {
    return around(registry, DEFAULT_TTL);
  }

  /**
   * A cache on its own around the registry.
   *
   * @param ttl how long an answer is remembered, and so how long a change may go unseen
   * @throws IllegalArgumentException if the time is not positive
   */
  public static CachingTenantRegistry around(TenantRegistry registry, Duration ttl) {
    return builder(registry).ttl(ttl).build();
  }

  /**
   * A cache around the registry that lets go of what changes.
   *
   * @param changes tells of the changes of this registry, on whichever node they were made
   */
  public static CachingTenantRegistry following(TenantRegistry registry, TenantChanges changes) {
    return builder(registry).following(changes).build();
  }

  /** A cache around the registry with other options than the default ones. */
  public static Builder builder(TenantRegistry registry) {
    return new Builder(registry);
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return tenants.get(id, key -> registry.findById(id));
  }

  @Override
  public Optional<Tenant> findBySlug(TenantSlug slug) {
    return tenants.get(slug, key -> registry.findBySlug(slug).map(this::shared));
  }

  @Override
  public Optional<Tenant> findByDomain(TenantDomain domain) {
    return tenants.get(domain, key -> registry.findByDomain(domain).map(this::shared));
  }

  @Override
  public List<Tenant> findByIssuer(String issuer) {
    return issuers.get(issuer, registry::findByIssuer);
  }

  @Override
  public Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash) {
    return apiKeys.get(hash, registry::findByApiKeyHash);
  }

  @Override
  public TenantPage list(TenantPage.Request request) {
    return registry.list(request);
  }

  /**
   * Forgets the tenant, and everything that was not found: it may be there now. Tells {@link
   * #changes} so. For changes of which no source tells.
   */
  public void forget(TenantId id) {
    relay.tell(TenantChange.of(id));
  }

  /**
   * The changes that this cache hears of, each told when the cache has let go of the old answer:
   * for those who ask it when they are told. Without a source it tells what {@link #forget} is
   * called for, and {@link TenantChanges#unconfirmedFor} says zero although other nodes' changes
   * are not told.
   */
  public TenantChanges changes() {
    return relay;
  }

  /**
   * Stops following the source of changes. The cache goes on; as nobody tells it of changes any
   * more, it asks again for whatever is older than a second.
   */
  @Override
  public void close() {
    relay.close();
  }

  private void letGo(TenantChange change) {
    if (change.tenant().isEmpty()) {
      tenants.doubtAll();
      issuers.doubtAll();
      apiKeys.doubtAll();
      return;
    }
    TenantId id = change.tenant().get();
    tenants.forget(answer -> answer.isEmpty() || answer.get().id().equals(id));
    apiKeys.forget(answer -> answer.isEmpty() || answer.get().tenant().equals(id));
    // A changed tenant may be missing from any list, so all lists go.
    issuers.forget(answer -> true);
  }

  /** One copy of the tenant, under however many names it is remembered. */
  private Tenant shared(Tenant tenant) {
    return tenants.peek(tenant.id()).flatMap(known -> known).filter(tenant::equals).orElse(tenant);
  }

  /** Options of a cache. Not thread-safe. */
  public static final class Builder {

    private final TenantRegistry registry;
    private Optional<Duration> ttl = Optional.empty();
    private Optional<Duration> stale = Optional.empty();
    private Optional<TenantChanges> changes = Optional.empty();
    private int maximumSize = DEFAULT_MAXIMUM_SIZE;

    private Builder(TenantRegistry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * How long an answer is used without asking again.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public Builder ttl(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("the time to live is not positive: " + time);
      }
      this.ttl = Optional.of(time);
      return this;
    }

    /**
     * How long after it was last known to be true an answer is used while the registry cannot be
     * asked; zero to tell every outage at once. So long may a node that is cut off from the
     * database let a suspended tenant in.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public Builder staleWhileDown(Duration time) {
      if (time.isNegative()) {
        throw new IllegalArgumentException("the time to outlive an outage is negative: " + time);
      }
      this.stale = Optional.of(time);
      return this;
    }

    /**
     * How many answers are kept of each kind. A tenant takes one for its id, one for its slug and
     * one for each of its domains, as far as it is asked for by them.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder maximumSize(int answers) {
      if (answers < 1) {
        throw new IllegalArgumentException("a cache keeps at least one answer, not " + answers);
      }
      this.maximumSize = answers;
      return this;
    }

    /** Lets go of what the source says has changed. */
    public Builder following(TenantChanges source) {
      this.changes = Optional.of(source);
      return this;
    }

    /** The cache. */
    public CachingTenantRegistry build() {
      return build(Ticker.systemTicker());
    }

    CachingTenantRegistry build(Ticker ticker) {
      return new CachingTenantRegistry(this, ticker);
    }

    private Freshness freshness(TenantChanges source) {
      Duration time = ttl.orElse(changes.isPresent() ? DEFAULT_FOLLOWING_TTL : DEFAULT_TTL);
      Duration outage =
          stale.orElse(changes.isPresent() ? DEFAULT_STALE_WHILE_DOWN : Duration.ZERO);
      Duration negative = time.compareTo(MAX_NEGATIVE_TTL) < 0 ? time : MAX_NEGATIVE_TTL;
      return new Freshness(
          time.toNanos(),
          negative.toNanos(),
          afterwards(time, outage).toNanos(),
          () -> source.unconfirmedFor().toNanos());
    }

    // Where nobody tells of changes, an answer was last known to be true when it was asked for.
    private Duration afterwards(Duration time, Duration outage) {
      if (changes.isPresent()) {
        return outage;
      }
      return outage.compareTo(time) > 0 ? outage.minus(time) : Duration.ZERO;
    }
  }
}
