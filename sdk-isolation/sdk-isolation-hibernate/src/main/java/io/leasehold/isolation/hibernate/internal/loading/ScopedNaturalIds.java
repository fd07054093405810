package io.leasehold.isolation.hibernate.internal.loading;

import java.util.List;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.spi.MultiNaturalIdLoadOptions;
import org.hibernate.loader.ast.spi.MultiNaturalIdLoader;
import org.hibernate.metamodel.mapping.EntityMappingType;

/** Loads entities by many natural ids, in the scope of the session's tenant only. Thread-safe. */
record ScopedNaturalIds<E>(MultiNaturalIdLoader<E> loader) implements MultiNaturalIdLoader<E> {

  @Override
  public <K> List<E> multiLoad(
      K[] naturalIds, MultiNaturalIdLoadOptions options, SharedSessionContractImplementor session) {
    SessionScope.require(session);
    return loader.multiLoad(naturalIds, options, session);
  }

  @Override
  public EntityMappingType getLoadable() {
    return loader.getLoadable();
  }
}
