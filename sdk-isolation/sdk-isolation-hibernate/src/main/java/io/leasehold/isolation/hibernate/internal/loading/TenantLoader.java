package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.LockOptions;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.loader.ast.internal.SingleIdEntityLoaderStandardImpl;
import org.hibernate.loader.ast.internal.SingleIdLoadPlan;
import org.hibernate.metamodel.mapping.EntityMappingType;

/** Loads an entity by its key with the plans that are kept for its tenant. Thread-safe. */
@SuppressWarnings("removal") // Hibernate says itself by LockOptions how it loads.
final class TenantLoader extends SingleIdEntityLoaderStandardImpl<Object> {

  private final EntityMappingType entity;
  private final TenantLoadPlans plans;

  TenantLoader(EntityMappingType entity, TenantLoadPlans plans, LoadQueryInfluencers influencers) {
    super(entity, influencers, (lock, asked) -> plans.plan(entity, lock, asked));
    this.entity = entity;
    this.plans = plans;
  }

  @Override
  public SingleIdLoadPlan<Object> resolveLoadPlan(
      LockOptions lock, LoadQueryInfluencers influencers) {
    return plans.plan(entity, lock, influencers);
  }
}
