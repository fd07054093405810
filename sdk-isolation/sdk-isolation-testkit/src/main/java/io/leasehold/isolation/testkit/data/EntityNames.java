package io.leasehold.isolation.testkit.data;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** What entities are called in a database. */
final class EntityNames {

  private EntityNames() {}

  static String table(Class<?> entity) {
    Table table = entity.getAnnotation(Table.class);
    if (table != null && !table.name().isEmpty()) {
      return table.name();
    }
    Entity named = entity.getAnnotation(Entity.class);
    return named != null && !named.name().isEmpty() ? named.name() : entity.getSimpleName();
  }
}
