package io.leasehold.isolation.hibernate.cache;

import io.leasehold.tenancy.cache.TenantCache;
import io.leasehold.tenancy.spi.TenantCacheStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.cache.Cache;

/**
 * A {@link TenantCache} over a cache of JCache, such as Caffeine's, Ehcache's or Hazelcast's: only
 * with a key of the tenant in scope is anything found.
 *
 * <pre>{@code
 * TenantCache<Lab> labs = TenantJCache.over("labs", manager.getCache("labs", String.class, Lab.class));
 * Lab lab = labs.get(labs.key(labId), () -> repository.load(labId));
 * }</pre>
 *
 * <p>How many entries there are and how long they live is set at the cache. To clear a tenant reads
 * all its keys once.
 */
public final class TenantJCache {

  private TenantJCache() {}

  /**
   * A cache with typed tenant keys.
   *
   * @param region what kind of thing is cached; different for each use of one cache
   * @param cache is used by nobody past this; must not load by itself
   */
  public static <V> TenantCache<V> over(String region, Cache<String, V> cache) {
    return TenantCache.over(region, new Store<>(cache));
  }

  private static final class Store<V> implements TenantCacheStore<V> {

    private static final int BATCH = 1_000;

    private final Cache<String, V> cache;

    private Store(Cache<String, V> cache) {
      this.cache = Objects.requireNonNull(cache, "cache");
    }

    @Override
    public Optional<V> get(String key) {
      return Optional.ofNullable(cache.get(key));
    }

    @Override
    public void put(String key, V value) {
      cache.put(key, value);
    }

    @Override
    public void remove(String key) {
      cache.remove(key);
    }

    @Override
    public void removeByPrefix(String prefix) {
      List<String> keys = new ArrayList<>();
      cache.forEach(
          entry -> {
            if (entry.getKey().startsWith(prefix)) {
              keys.add(entry.getKey());
            }
          });
      for (int from = 0; from < keys.size(); from += BATCH) {
        Set<String> batch = new HashSet<>(keys.subList(from, Math.min(keys.size(), from + BATCH)));
        cache.removeAll(batch);
      }
    }
  }
}
