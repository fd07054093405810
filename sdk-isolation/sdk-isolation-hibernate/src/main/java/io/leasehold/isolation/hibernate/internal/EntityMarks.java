package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantShared;
import io.leasehold.isolation.hibernate.UnmarkedEntitiesException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Filterable;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;
import org.jspecify.annotations.Nullable;

/** Whether an entity is a tenant's or everybody's, as its mapping says. */
public final class EntityMarks {

  /** The setting that names shared entities which cannot be annotated, separated by commas. */
  static final String SHARED = "leasehold.isolation.shared";

  private static final String EQUALS_PARAMETER = " = :" + TenantIdBinder.PARAMETER_NAME;

  private EntityMarks() {}

  /**
   * Refuses a mapping in which an entity has no mark, or both.
   *
   * @throws UnmarkedEntitiesException if there is one
   */
  static void require(Metadata metadata, Map<String, Object> settings) {
    Set<String> shared = named(settings);
    List<String> unmarked =
        metadata.getEntityBindings().stream()
            .filter(entity -> !hasOneMark(entity, shared))
            .filter(entity -> !AuditEntities.isOne(entity))
            .map(PersistentClass::getEntityName)
            .sorted()
            .toList();
    if (!unmarked.isEmpty()) {
      throw new UnmarkedEntitiesException(unmarked);
    }
  }

  private static boolean hasOneMark(PersistentClass entity, Set<String> shared) {
    RootClass root = entity.getRootClass();
    boolean everybodys =
        isAnnotated(root.getMappedClass()) || shared.contains(root.getEntityName());
    // A tenant that only an heir has would leave rows without one in the same tables.
    boolean tenants = tenantColumn(root).isPresent();
    return tenants != everybodys && (tenants || tenantColumn(entity).isEmpty());
  }

  /** The column or formula that holds the tenant of the entity. */
  public static Optional<String> tenantColumn(PersistentClass entity) {
    return filter(entity);
  }

  // Hibernate keeps its @TenantId as a filter, wherever the attribute is declared.
  private static Optional<String> filter(Filterable entity) {
    return entity.getFilters().stream()
        .filter(filter -> filter.getName().equals(TenantIdBinder.FILTER_NAME))
        .map(filter -> filter.getCondition())
        .filter(condition -> condition.endsWith(EQUALS_PARAMETER))
        .map(condition -> condition.substring(0, condition.length() - EQUALS_PARAMETER.length()))
        .findFirst();
  }

  /** Whether the class, or the root of its hierarchy, is marked as shared. */
  static boolean isShared(@Nullable Class<?> rootEntity, Map<String, Object> settings) {
    return isAnnotated(rootEntity)
        || (rootEntity != null && named(settings).contains(rootEntity.getName()));
  }

  private static boolean isAnnotated(@Nullable Class<?> entity) {
    return entity != null && entity.isAnnotationPresent(TenantShared.class);
  }

  static Set<String> named(Map<String, Object> settings) {
    Object names = settings.get(SHARED);
    return names == null
        ? Set.of()
        : Arrays.stream(names.toString().split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
