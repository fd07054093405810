package io.leasehold.tenancy.jakarta;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import java.util.Optional;

/** What a CDI container injects where there is one bean, or none. */
record OneInstance<T>(Optional<T> bean) implements Instance<T> {

  @Override
  public T get() {
    return bean.orElseThrow();
  }

  @Override
  public Iterator<T> iterator() {
    return bean.stream().iterator();
  }

  @Override
  public boolean isUnsatisfied() {
    return bean.isEmpty();
  }

  @Override
  public boolean isAmbiguous() {
    return false;
  }

  @Override
  public Instance<T> select(Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends T> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends T> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void destroy(T instance) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Handle<T> getHandle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<? extends Handle<T>> handles() {
    throw new UnsupportedOperationException();
  }
}
