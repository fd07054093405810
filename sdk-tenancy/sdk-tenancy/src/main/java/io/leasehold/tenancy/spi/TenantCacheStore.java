package io.leasehold.tenancy.spi;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/**
 * A cache that knows nothing of tenants, behind {@code cache.TenantCache}: a map, a cache server.
 * How long entries live and how many there are is its own affair.
 *
 * <p>Implementations are thread-safe. One that cannot be reached answers "nothing cached".
 *
 * @param <V> what is cached
 */
public interface TenantCacheStore<V> {

  /** The value of the key. */
  Optional<V> get(String key);

  /** Keeps the value. */
  void put(String key, V value);

  /** Forgets the key. */
  void remove(String key);

  /**
   * Forgets all keys that start with the prefix, which is how a tenant is cleared.
   *
   * @throws RuntimeException if it cannot: then the tenant's entries are still there
   */
  void removeByPrefix(String prefix);

  /** A store in the map, which grows without bounds unless it bounds itself. */
  static <V> TenantCacheStore<V> of(ConcurrentMap<String, V> map) {
    return new TenantCacheStore<>() {
      @Override
      public Optional<V> get(String key) {
        return Optional.ofNullable(map.get(key));
      }

      @Override
      public void put(String key, V value) {
        map.put(key, value);
      }

      @Override
      public void remove(String key) {
        map.remove(key);
      }

      @Override
      public void removeByPrefix(String prefix) {
        for (Map.Entry<String, V> entry : map.entrySet()) {
          if (entry.getKey().startsWith(prefix)) {
            map.remove(entry.getKey());
          }
        }
      }
    };
  }
}
