package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.LockOptions;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.spi.SingleIdEntityLoader;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;
import org.jspecify.annotations.Nullable;

/** Hibernate's persister of entities in a table for each class, with load plans that are kept. */
@SuppressWarnings("removal") // Hibernate says itself by LockOptions how it loads.
public final class UnionPersister extends UnionSubclassEntityPersister {

  private final TenantLoading loading;

  /** Called by Hibernate, which knows it from {@link TenantPersisters}. */
  public UnionPersister(
      PersistentClass type,
      @Nullable EntityDataAccess cache,
      @Nullable NaturalIdDataAccess naturalIds,
      RuntimeModelCreationContext context) {
    super(type, cache, naturalIds, context);
    loading = new TenantLoading(this, context);
  }

  @Override
  protected SingleIdEntityLoader<?> determineLoaderToUse(
      SharedSessionContractImplementor session, @Nullable LockOptions lock) {
    SingleIdEntityLoader<?> kept = loading.of(session, lock);
    return kept == null ? super.determineLoaderToUse(session, lock) : kept;
  }
}
