package io.leasehold.isolation.hibernate.internal.loading;

import java.util.function.BiConsumer;
import org.hibernate.cache.spi.QueryKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.QueryParameter;
import org.hibernate.query.spi.QueryParameterBinding;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.spi.QueryParameterImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The values of a query for as long as it is translated. A tree may refer to its translator for
 * ever, because of joins that are put off. For one thread.
 */
final class PassingValues implements QueryParameterBindings {

  private @Nullable QueryParameterBindings values;

  PassingValues(QueryParameterBindings values) {
    this.values = values;
  }

  /** From now on nobody can ask for the values here. */
  void forget() {
    values = null;
  }

  private QueryParameterBindings values() {
    QueryParameterBindings known = values;
    if (known == null) {
      throw new IllegalStateException("the translation is over");
    }
    return known;
  }

  @Override
  public boolean isBound(QueryParameterImplementor<?> parameter) {
    return values().isBound(parameter);
  }

  @Override
  public <P> QueryParameterBinding<P> getBinding(QueryParameterImplementor<P> parameter) {
    return values().getBinding(parameter);
  }

  @Override
  public QueryParameterBinding<?> getBinding(String name) {
    return values().getBinding(name);
  }

  @Override
  public QueryParameterBinding<?> getBinding(int position) {
    return values().getBinding(position);
  }

  @Override
  public void validate() {
    values().validate();
  }

  @Override
  public boolean hasAnyMultiValuedBindings() {
    return values().hasAnyMultiValuedBindings();
  }

  @Override
  public boolean hasAnyTransientEntityBindings(SharedSessionContractImplementor session) {
    return values().hasAnyTransientEntityBindings(session);
  }

  @Override
  public QueryKey.ParameterBindingsMemento generateQueryKeyMemento(
      SharedSessionContractImplementor session) {
    return values().generateQueryKeyMemento(session);
  }

  @Override
  public void visitBindings(
      BiConsumer<? super QueryParameter<?>, ? super QueryParameterBinding<?>> action) {
    values().visitBindings(action);
  }
}
