package io.leasehold.isolation.hibernate.internal.loading;

import java.util.List;
import org.hibernate.LockOptions;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.spi.MultiIdLoadOptions;
import org.hibernate.loader.ast.spi.MultiNaturalIdLoader;
import org.hibernate.loader.ast.spi.SingleIdEntityLoader;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.persister.entity.JoinedSubclassEntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's persister of entities in joined tables, with load plans that are kept, and whose
 * sessions load in their own scope only.
 */
@SuppressWarnings("removal") // Hibernate says itself by LockOptions how it loads.
public final class JoinedPersister extends JoinedSubclassEntityPersister {

  private final TenantLoading loading;

  /** Called by Hibernate, which knows it from {@link TenantPersisters}. */
  public JoinedPersister(
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

  @Override
  public List<?> multiLoad(
      Object[] ids, SharedSessionContractImplementor session, MultiIdLoadOptions options) {
    SessionScope.require(session);
    return super.multiLoad(ids, session, options);
  }

  @Override
  public MultiNaturalIdLoader<?> getMultiNaturalIdLoader() {
    return new ScopedNaturalIds<>(super.getMultiNaturalIdLoader());
  }
}
