package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.LockOptions;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.internal.SingleIdEntityLoaderStandardImpl;
import org.hibernate.loader.ast.spi.SingleIdEntityLoader;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.entity.AbstractEntityPersister;
import org.jspecify.annotations.Nullable;

/** How one entity is loaded by its key. Thread-safe. */
@SuppressWarnings("removal") // Hibernate says itself by LockOptions how it loads.
final class TenantLoading {

  private final AbstractEntityPersister entity;
  private final TenantPlans plans;

  private volatile @Nullable TenantLoader loader;

  TenantLoading(AbstractEntityPersister entity, RuntimeModelCreationContext context) {
    this.entity = entity;
    this.plans = context.getServiceRegistry().requireService(TenantPlans.class);
  }

  /** The loader with kept plans; null if Hibernate's own is to be used. */
  @Nullable SingleIdEntityLoader<?> of(
      SharedSessionContractImplementor session, @Nullable LockOptions lock) {
    LoadQueryInfluencers influencers = session.getLoadQueryInfluencers();
    boolean kept =
        plans.keeps()
            && lock != null
            && TenantLoader.isPlain(lock)
            && isLoadedPlainly()
            && TenantOnly.of(influencers) != null;
    if (!kept) {
      return null;
    }
    TenantLoader known = loader;
    if (known != null) {
      return known;
    }
    // From here on the tenant is the only filter, so the answer is the same for all tenants.
    if (!entity.isAffectedByEnabledFilters(influencers, true)) {
      return null;
    }
    TenantLoader made = new TenantLoader(entity, plans, influencers);
    loader = made;
    return made;
  }

  // Not in batches, and not by a query that the entity names.
  private boolean isLoadedPlainly() {
    return entity.getSingleIdLoader().getClass() == SingleIdEntityLoaderStandardImpl.class;
  }
}
