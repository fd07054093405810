package io.leasehold.isolation.hibernate.internal;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.cache.cfg.spi.DomainDataRegionBuildingContext;
import org.hibernate.cache.cfg.spi.DomainDataRegionConfig;
import org.hibernate.cache.internal.NoCachingRegionFactory;
import org.hibernate.cache.internal.RegionFactoryInitiator;
import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.CacheTransactionSynchronization;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.QueryResultsRegion;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.cache.spi.TimestampsRegion;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** The application's cache, whichever it is, with keys and query results of the tenant in scope. */
final class ScopedRegions implements RegionFactory {

  private static final long serialVersionUID = 1L;

  private final transient RegionFactory regions;

  private ScopedRegions(RegionFactory regions) {
    this.regions = regions;
  }

  /** Puts itself around what the settings choose, unless that is no cache at all. */
  static final class Initiator implements StandardServiceInitiator<RegionFactory> {

    @Override
    public Class<RegionFactory> getServiceInitiated() {
      return RegionFactory.class;
    }

    @Override
    public RegionFactory initiateService(
        Map<String, Object> settings, ServiceRegistryImplementor registry) {
      RegionFactory chosen = RegionFactoryInitiator.INSTANCE.initiateService(settings, registry);
      return chosen instanceof NoCachingRegionFactory ? chosen : new ScopedRegions(chosen);
    }
  }

  @Override
  public DomainDataRegion buildDomainDataRegion(
      DomainDataRegionConfig config, DomainDataRegionBuildingContext context) {
    return regions.buildDomainDataRegion(
        config,
        new DomainDataRegionBuildingContext() {
          @Override
          public CacheKeysFactory getEnforcedCacheKeysFactory() {
            return new ScopedKeys();
          }

          @Override
          public SessionFactoryImplementor getSessionFactory() {
            return context.getSessionFactory();
          }
        });
  }

  @Override
  public QueryResultsRegion buildQueryResultsRegion(
      String name, SessionFactoryImplementor sessions) {
    return new ScopedQueryResults(regions.buildQueryResultsRegion(name, sessions));
  }

  @Override
  public TimestampsRegion buildTimestampsRegion(String name, SessionFactoryImplementor sessions) {
    return regions.buildTimestampsRegion(name, sessions);
  }

  @Override
  public void start(SessionFactoryOptions options, Map<String, Object> settings) {
    regions.start(options, settings);
  }

  @Override
  public void stop() {
    regions.stop();
  }

  @Override
  public boolean isMinimalPutsEnabledByDefault() {
    return regions.isMinimalPutsEnabledByDefault();
  }

  @Override
  public AccessType getDefaultAccessType() {
    return regions.getDefaultAccessType();
  }

  @Override
  public String qualify(String region) {
    return regions.qualify(region);
  }

  @Override
  public CacheTransactionSynchronization createTransactionContext(
      SharedSessionContractImplementor session) {
    return regions.createTransactionContext(session);
  }

  @Override
  public long nextTimestamp() {
    return regions.nextTimestamp();
  }

  @Override
  public long getTimeout() {
    return regions.getTimeout();
  }
}
