package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.loader.ast.internal.LoaderSelectBuilder;
import org.hibernate.loader.ast.internal.SingleIdEntityLoaderStandardImpl;
import org.hibernate.loader.ast.internal.SingleIdLoadPlan;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.sql.ast.spi.SqlAliasBaseManager;
import org.hibernate.sql.exec.spi.JdbcParametersList;

/** Loads an entity by its key with the plans that are kept for its tenant. Thread-safe. */
@SuppressWarnings("removal") // Hibernate says itself by LockOptions how it loads.
final class TenantLoader extends SingleIdEntityLoaderStandardImpl<Object> {

  private final EntityMappingType entity;
  private final TenantPlans plans;

  TenantLoader(EntityMappingType entity, TenantPlans plans, LoadQueryInfluencers influencers) {
    super(entity, influencers, (lock, asked) -> make(entity, lock, asked));
    this.entity = entity;
    this.plans = plans;
  }

  private record Load(String entity, LockMode lock) {}

  /** Whether what a lock does is told by its mode alone. */
  static boolean isPlain(LockOptions lock) {
    return !(lock.getLockMode().isPessimistic() && lock.hasNonDefaultOptions());
  }

  @Override
  @SuppressWarnings("unchecked") // Of one entity and lock there are plans of this kind only.
  public SingleIdLoadPlan<Object> resolveLoadPlan(
      LockOptions lock, LoadQueryInfluencers influencers) {
    Object tenant = TenantOnly.of(influencers);
    return tenant == null || !isPlain(lock)
        ? make(entity, lock, influencers)
        : plans.plan(
            SingleIdLoadPlan.class,
            new Load(entity.getEntityName(), lock.getLockMode()),
            tenant,
            () -> make(entity, lock, influencers));
  }

  private static SingleIdLoadPlan<Object> make(
      EntityMappingType entity, LockOptions lock, LoadQueryInfluencers influencers) {
    JdbcParametersList.Builder parameters = JdbcParametersList.newBuilder();
    var select =
        LoaderSelectBuilder.createSelect(
            entity,
            null,
            entity.getIdentifierMapping(),
            null,
            1,
            influencers,
            lock,
            parameters::add,
            new SqlAliasBaseManager(),
            influencers.getSessionFactory());
    return new SingleIdLoadPlan<>(
        entity,
        entity.getIdentifierMapping(),
        select,
        parameters.build(),
        lock,
        influencers.getSessionFactory());
  }
}
