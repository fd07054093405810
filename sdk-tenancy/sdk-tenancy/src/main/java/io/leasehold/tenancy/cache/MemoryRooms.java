package io.leasehold.tenancy.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A cache per tenant. To clear a tenant is to drop its cache, with the loads that are under way.
 */
final class MemoryRooms<V> implements TenantRooms<V> {

  private final Cache<TenantId, Cache<TenantCacheKey, V>> rooms;
  private final int maximumPerTenant;
  private final Duration timeToLive;

  MemoryRooms(int maximumPerTenant, int maximumTenants, Duration timeToLive) {
    if (maximumPerTenant < 1 || maximumTenants < 1) {
      throw new IllegalArgumentException("a tenant cache has room for at least one entry");
    }
    if (timeToLive.isNegative() || timeToLive.isZero()) {
      throw new IllegalArgumentException("the time to live is not positive: " + timeToLive);
    }
    this.maximumPerTenant = maximumPerTenant;
    this.timeToLive = timeToLive;
    this.rooms =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(maximumTenants)
            .expireAfterAccess(timeToLive)
            .build();
  }

  @Override
  public V get(TenantCacheKey key, Supplier<V> loader) {
    return Objects.requireNonNull(room(key).get(key, unused -> loader.get()), "loaded value");
  }

  @Override
  public Optional<V> find(TenantCacheKey key) {
    return Optional.ofNullable(room(key).getIfPresent(key));
  }

  @Override
  public void put(TenantCacheKey key, V value) {
    room(key).put(key, value);
  }

  @Override
  public void remove(TenantCacheKey key) {
    room(key).invalidate(key);
  }

  @Override
  public void clear(TenantId tenant) {
    rooms.invalidate(tenant);
  }

  @Override
  public void clearAll() {
    rooms.invalidateAll();
  }

  private Cache<TenantCacheKey, V> room(TenantCacheKey key) {
    return rooms.get(
        key.tenant(),
        tenant ->
            Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumSize(maximumPerTenant)
                .expireAfterWrite(timeToLive)
                .build());
  }
}
