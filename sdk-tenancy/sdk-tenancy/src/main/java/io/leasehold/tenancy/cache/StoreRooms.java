package io.leasehold.tenancy.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantCacheStore;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One store for all tenants, told apart by the beginnings of the keys. */
final class StoreRooms<V> implements TenantRooms<V> {

  private final TenantCacheStore<V> store;
  // How often a tenant was cleared. Weak values: a load that is under way holds its own.
  private final Cache<TenantId, AtomicLong> clearings =
      Caffeine.newBuilder().executor(Runnable::run).weakValues().build();

  StoreRooms(TenantCacheStore<V> store) {
    this.store = Objects.requireNonNull(store, "store");
  }

  @Override
  public V get(TenantCacheKey key, Supplier<V> loader) {
    Optional<V> known = store.get(key.encoded());
    if (known.isPresent()) {
      return known.get();
    }
    AtomicLong cleared = clearings.get(key.tenant(), tenant -> new AtomicLong());
    long before = cleared.get();
    V loaded = Objects.requireNonNull(loader.get(), "loaded value");
    synchronized (cleared) {
      if (cleared.get() == before) {
        store.put(key.encoded(), loaded);
      }
    }
    return loaded;
  }

  @Override
  public Optional<V> find(TenantCacheKey key) {
    return store.get(key.encoded());
  }

  @Override
  public void put(TenantCacheKey key, V value) {
    store.put(key.encoded(), value);
  }

  @Override
  public void remove(TenantCacheKey key) {
    store.remove(key.encoded());
  }

  @Override
  public void clear(TenantId tenant) {
    AtomicLong cleared = clearings.get(tenant, unused -> new AtomicLong());
    synchronized (cleared) {
      cleared.incrementAndGet();
      store.removeByPrefix(TenantCacheKey.prefix(tenant));
    }
  }

  @Override
  public void clearAll() {
    for (AtomicLong cleared : clearings.asMap().values()) {
      synchronized (cleared) {
        cleared.incrementAndGet();
      }
    }
    // Every key starts with its tenant, and that with its type.
    store.removeByPrefix(TenantCacheKey.ANY_TENANT);
  }
}
