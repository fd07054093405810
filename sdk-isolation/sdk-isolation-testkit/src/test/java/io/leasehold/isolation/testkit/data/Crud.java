package io.leasehold.isolation.testkit.data;

import java.util.List;
import java.util.Optional;

/** What repositories inherit, as in Spring Data. */
interface Crud<T, I> {

  Optional<T> findById(I id);

  boolean existsById(I id);

  List<T> findAll();

  long count();

  <S extends T> S save(S entity);

  void deleteById(I id);

  void delete(T entity);
}
