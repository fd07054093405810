package io.leasehold.isolation.hibernate.internal;

import org.hibernate.cache.spi.QueryResultsRegion;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Results of queries for the tenant in scope only. What the database answers is for the scope, and
 * the key has the session's tenant: were they two, one would find the other's rows. Thread-safe.
 */
final class ScopedQueryResults implements QueryResultsRegion {

  private final QueryResultsRegion region;

  ScopedQueryResults(QueryResultsRegion region) {
    this.region = region;
  }

  @Override
  public Object getFromCache(Object key, SharedSessionContractImplementor session) {
    ScopedKeys.requireOwn(session.getTenantIdentifier());
    return region.getFromCache(key, session);
  }

  @Override
  public void putIntoCache(Object key, Object value, SharedSessionContractImplementor session) {
    ScopedKeys.requireOwn(session.getTenantIdentifier());
    region.putIntoCache(key, value, session);
  }

  @Override
  public String getName() {
    return region.getName();
  }

  @Override
  public RegionFactory getRegionFactory() {
    return region.getRegionFactory();
  }

  @Override
  public void clear() {
    region.clear();
  }

  @Override
  public void destroy() {
    region.destroy();
  }
}
