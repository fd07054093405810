package io.leasehold.isolation.hibernate.internal;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.cache.internal.CacheKeyImplementation;
import org.hibernate.cache.internal.NaturalIdCacheKey;
import org.hibernate.cache.spi.CacheImplementor;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.Region;
import org.hibernate.cache.spi.support.DomainDataRegionTemplate;
import org.hibernate.cache.spi.support.DomainDataStorageAccess;

/** Whose entries there are in the second-level cache of a unit. Thread-safe. */
public final class CachedTenants {

  private static final boolean JCACHE = isJCachePresent();

  private final CacheImplementor cache;

  /** Of this cache. */
  public CachedTenants(CacheImplementor cache) {
    this.cache = cache;
  }

  /** Forgets what is the tenant's, and what may be. */
  public void clear(String tenant) {
    for (String name : cache.getCacheRegionNames()) {
      Region region = cache.getRegion(name);
      if (region instanceof DomainDataRegion) {
        clear(region, tenant);
      }
    }
    cache.evictQueryRegions();
  }

  /** Forgets everything. */
  public void clearAll() {
    cache.evictAllRegions();
  }

  private static void clear(Region region, String tenant) {
    if (region instanceof DomainDataRegionTemplate template && JCACHE) {
      DomainDataStorageAccess storage = template.getCacheStorageAccess();
      List<Object> mine = new ArrayList<>();
      if (JCacheEntries.visit(storage, key -> addIfOf(tenant, key, mine))) {
        mine.forEach(storage::evictData);
        return;
      }
    }
    region.clear();
  }

  private static void addIfOf(String tenant, Object key, List<Object> mine) {
    if (key instanceof CacheKeyImplementation entry) {
      if (tenant.equals(entry.getTenantId())) {
        mine.add(key);
      }
    } else if (key instanceof NaturalIdCacheKey entry) {
      if (tenant.equals(entry.getTenantId())) {
        mine.add(key);
      }
    } else {
      mine.add(key);
    }
  }

  private static boolean isJCachePresent() {
    try {
      Class.forName(
          "org.hibernate.cache.jcache.internal.JCacheAccessImpl",
          false,
          CachedTenants.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
