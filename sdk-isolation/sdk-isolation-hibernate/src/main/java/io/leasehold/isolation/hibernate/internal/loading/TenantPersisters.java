package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.internal.StandardPersisterClassResolver;

/** Gives Hibernate the persisters of this package. Thread-safe. */
public final class TenantPersisters extends StandardPersisterClassResolver {

  private static final long serialVersionUID = 1L;

  /** Creates the resolver of a unit that has {@link TenantPlans} as a service. */
  public TenantPersisters() {}

  @Override
  public Class<? extends EntityPersister> singleTableEntityPersister() {
    return SingleTablePersister.class;
  }

  @Override
  public Class<? extends EntityPersister> joinedSubclassEntityPersister() {
    return JoinedPersister.class;
  }

  @Override
  public Class<? extends EntityPersister> unionSubclassEntityPersister() {
    return UnionPersister.class;
  }
}
