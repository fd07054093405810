package io.leasehold.tenancy.cache;

import io.leasehold.tenancy.TenantId;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a {@link TenantCache} keeps things; the tenant is part of every key. */
interface TenantRooms<V> {

  V get(TenantCacheKey key, Supplier<V> loader);

  Optional<V> find(TenantCacheKey key);

  void put(TenantCacheKey key, V value);

  void remove(TenantCacheKey key);

  void clear(TenantId tenant);

  void clearAll();
}
