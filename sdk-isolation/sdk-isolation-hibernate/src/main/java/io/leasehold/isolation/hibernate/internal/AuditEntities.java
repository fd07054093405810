package io.leasehold.isolation.hibernate.internal;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;

/**
 * The entities that Envers makes for revisions. They have no class, so nobody can mark them, and
 * Hibernate filters none of them by tenant. All of them are tenants', also those of which it cannot
 * be told what they are revisions of, unless somebody names them as shared.
 */
public final class AuditEntities {

  private AuditEntities() {}

  /** Whether this is one. Told by its shape, so that Envers need not be there. */
  public static boolean isOne(PersistentClass entity) {
    return !entity.hasPojoRepresentation()
        && entity.getIdentifier() instanceof Component key
        && key.getProperties().stream().anyMatch(part -> part.getValue() instanceof ToOne);
  }

  /**
   * The column for the tenant of such an entity; empty if all tenants share it, or none has one.
   */
  public static Optional<String> tenantColumn(
      PersistentClass entity, Metadata metadata, Map<String, Object> settings) {
    return EntityMarks.named(settings).contains(entity.getEntityName())
        ? Optional.empty()
        : usualColumn(metadata);
  }

  /**
   * Leaves the tenant of revisions to the database, which knows it always: Envers writes none into
   * tables of collections, nor when a row is deleted.
   */
  static void leaveTenantToDatabase(Metadata metadata, Map<String, Object> settings) {
    for (PersistentClass entity : metadata.getEntityBindings()) {
      if (isOne(entity)) {
        tenantColumn(entity, metadata, settings)
            .ifPresent(
                column ->
                    entity.getProperties().stream()
                        .filter(property -> isIn(property, column))
                        .forEach(
                            property -> {
                              property.setInsertable(false);
                              property.setUpdatable(false);
                            }));
      }
    }
  }

  private static boolean isIn(Property property, String column) {
    return property.getColumns().size() == 1
        && property.getColumns().get(0).getName().equalsIgnoreCase(column);
  }

  // That of most entities: a table of a collection does not tell whose it is.
  private static Optional<String> usualColumn(Metadata metadata) {
    return metadata.getEntityBindings().stream()
        .flatMap(entity -> EntityMarks.tenantColumn(entity.getRootClass()).stream())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }
}
