package io.leasehold.isolation.hibernate.internal;

import java.util.function.Consumer;
import javax.cache.Cache;
import org.hibernate.cache.jcache.internal.JCacheAccessImpl;
import org.hibernate.cache.spi.support.DomainDataStorageAccess;

/** The keys of a region that JCache keeps; to be touched only where {@code hibernate-jcache} is. */
final class JCacheEntries {

  private JCacheEntries() {}

  /** Shows all keys; false if somebody else than JCache has them. */
  static boolean visit(DomainDataStorageAccess storage, Consumer<Object> visitor) {
    if (!(storage instanceof JCacheAccessImpl access)) {
      return false;
    }
    for (Cache.Entry<Object, Object> entry : access.getUnderlyingCache()) {
      visitor.accept(entry.getKey());
    }
    return true;
  }
}
