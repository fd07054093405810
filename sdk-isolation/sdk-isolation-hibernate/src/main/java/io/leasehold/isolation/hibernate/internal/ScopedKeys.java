package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.cache.CacheScopeException;
import io.leasehold.tenancy.TenantContext;
import org.hibernate.cache.CacheException;
import org.hibernate.cache.internal.DefaultCacheKeysFactory;
import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's own keys, which have the tenant, for the tenant in scope only: a hit asks no database
 * that could refuse. Thread-safe.
 */
final class ScopedKeys implements CacheKeysFactory {

  private static final CacheKeysFactory KEYS = DefaultCacheKeysFactory.INSTANCE;

  @Override
  public Object createCollectionKey(
      Object id,
      CollectionPersister persister,
      SessionFactoryImplementor factory,
      @Nullable String tenantIdentifier) {
    requireOwn(tenantIdentifier);
    return KEYS.createCollectionKey(id, persister, factory, tenantIdentifier);
  }

  @Override
  public Object createEntityKey(
      Object id,
      EntityPersister persister,
      SessionFactoryImplementor factory,
      @Nullable String tenantIdentifier) {
    requireOwn(tenantIdentifier);
    return KEYS.createEntityKey(id, persister, factory, tenantIdentifier);
  }

  @Override
  public Object createNaturalIdKey(
      Object naturalIdValues, EntityPersister persister, SharedSessionContractImplementor session) {
    requireOwn(session.getTenantIdentifier());
    return KEYS.createNaturalIdKey(naturalIdValues, persister, session);
  }

  @Override
  public Object getEntityId(Object cacheKey) {
    return KEYS.getEntityId(cacheKey);
  }

  @Override
  public Object getCollectionId(Object cacheKey) {
    return KEYS.getCollectionId(cacheKey);
  }

  @Override
  public Object getNaturalIdValues(Object cacheKey) {
    return KEYS.getNaturalIdValues(cacheKey);
  }

  /**
   * Refuses a session of another tenant than the one in scope. Without a session there is no
   * tenant, and such a key meets none that has one.
   */
  static void requireOwn(@Nullable String tenantOfSession) {
    if (tenantOfSession != null
        && TenantContext.current()
            .filter(tenant -> tenant.id().value().equals(tenantOfSession))
            .isEmpty()) {
      // Hibernate's exception, because it goes on with its other callbacks after a commit then.
      CacheScopeException cause = new CacheScopeException();
      throw new CacheException(cause.getMessage(), cause);
    }
  }
}
