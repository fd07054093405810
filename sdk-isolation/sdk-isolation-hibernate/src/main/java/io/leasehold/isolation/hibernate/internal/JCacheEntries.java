package io.leasehold.isolation.hibernate.internal;

import java.util.function.Consumer;
import javax.cache.Cache;
import org.hibernate.cache.jcache.internal.JCacheAccessImpl;
import org.hibernate.cache.spi.support.DomainDataStorageAccess;

/** The keys of a region that JCache keeps, where {@code hibernate-jcache} is there. */
final class JCacheEntries {

  /** Whether it is. */
  static final boolean PRESENT = isPresent();

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

  private static boolean isPresent() {
    try {
      Class.forName(
          "org.hibernate.cache.jcache.internal.JCacheAccessImpl",
          false,
          DomainDataStorageAccess.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
