package io.leasehold.tenancy.cache;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.spi.TenantCacheStore;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cache in which a tenant finds only what was cached for it, and which works only inside a
 * tenant's scope. Thread-safe.
 *
 * <pre>{@code
 * TenantCache<Lab> labs = TenantCache.inMemory("labs", 500, Duration.ofMinutes(5));
 * Lab lab = labs.get(labs.key(labId), () -> repository.load(labId));
 * }</pre>
 *
 * <p>What is loaded while the tenant is cleared is handed to the caller and not kept, because it
 * may have been read before the change that is the reason for clearing.
 *
 * @param <V> what is cached; immutable values, for all callers get the same one
 */
public final class TenantCache<V> {

  /** Of how many tenants things are kept at once in memory; the least active lose theirs. */
  public static final int MAXIMUM_TENANTS = 10_000;

  private final String region;
  private final TenantRooms<V> rooms;

  private final Consumer<TenantCacheKey> guard;

  /** With another guard than {@link #requireOwn} only in the sabotage test. */
  TenantCache(String region, TenantRooms<V> rooms, Consumer<TenantCacheKey> guard) {
    this.region = Objects.requireNonNull(region, "region");
    this.rooms = rooms;
    this.guard = guard;
  }

  /**
   * A cache in this process. Each tenant has room of its own: one that caches much drives out its
   * own entries and nobody else's.
   *
   * @param region what kind of thing is cached
   * @param maximumPerTenant how many entries a tenant may have
   * @param timeToLive how long an entry is kept after it was written
   * @throws IllegalArgumentException if the number or the time is not positive
   */
  public static <V> TenantCache<V> inMemory(
      String region, int maximumPerTenant, Duration timeToLive) {
    return new TenantCache<>(
        region,
        new MemoryRooms<>(maximumPerTenant, MAXIMUM_TENANTS, timeToLive),
        TenantCache::requireOwn);
  }

  /**
   * A cache over another one, such as a shared server. Its room is not divided among tenants.
   *
   * @param region what kind of thing is cached; different for each cache over one store
   */
  public static <V> TenantCache<V> over(String region, TenantCacheStore<V> store) {
    return new TenantCache<>(region, new StoreRooms<>(store), TenantCache::requireOwn);
  }

  /**
   * A key for this cache and the tenant in scope; see {@link TenantCacheKey#of(String, Object...)}.
   *
   * @throws TenantRequiredException if there is no tenant in scope
   */
  public TenantCacheKey key(Object... parts) {
    return TenantCacheKey.of(TenantContext.require().id(), region, List.of(parts));
  }

  /**
   * What is cached, or else what is loaded, which is then cached. Simultaneous questions of one
   * process for one key are loaded once if the cache is in memory.
   *
   * @throws TenantRequiredException if there is no tenant in scope
   * @throws IllegalArgumentException if the key is not of the tenant in scope
   */
  public V get(TenantCacheKey key, Supplier<V> loader) {
    return rooms.get(own(key), loader);
  }

  /** What is cached; refuses the same keys as {@link #get}. */
  public Optional<V> find(TenantCacheKey key) {
    return rooms.find(own(key));
  }

  /** Caches; refuses the same keys as {@link #get}. */
  public void put(TenantCacheKey key, V value) {
    rooms.put(own(key), Objects.requireNonNull(value, "value"));
  }

  /** Forgets one entry; refuses the same keys as {@link #get}. */
  public void remove(TenantCacheKey key) {
    rooms.remove(own(key));
  }

  /** Forgets everything of the tenant; for any scope, and for none. */
  public void clear(TenantId tenant) {
    rooms.clear(tenant);
  }

  /** Forgets everything of everybody; for any scope, and for none. */
  public void clearAll() {
    rooms.clearAll();
  }

  /**
   * Clears a tenant whenever it changes, so that one that was suspended, or bought another tier,
   * finds nothing that was cached before; and everything when any tenant may have changed.
   *
   * @return ends it
   */
  public TenantChanges.Subscription follow(TenantChanges changes) {
    return changes.subscribe(
        change -> change.tenant().ifPresentOrElse(this::clear, this::clearAll));
  }

  private TenantCacheKey own(TenantCacheKey key) {
    guard.accept(key);
    return key;
  }

  static void requireOwn(TenantCacheKey key) {
    // A key that was made in one scope and travelled to another is a leak about to happen.
    if (!key.tenant().equals(TenantContext.require().id())) {
      throw new IllegalArgumentException(
          "a cache key of another tenant: make the key in the scope that uses it");
    }
  }
}
