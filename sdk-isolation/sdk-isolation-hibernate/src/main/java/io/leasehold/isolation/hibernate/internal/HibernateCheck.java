package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.IsolationFinding;
import io.leasehold.isolation.hibernate.IsolationHole;
import io.leasehold.isolation.hibernate.schema.NoPlanException;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.isolation.hibernate.schema.TenantTable;
import io.leasehold.isolation.hibernate.schema.UnplannableTableException;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hibernate.Version;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;

/** What the self-check sees of Hibernate. */
public final class HibernateCheck {

  private HibernateCheck() {}

  /** A finding if the running Hibernate is too old. */
  public static List<IsolationFinding> version() {
    String version = Version.getVersionString();
    return HibernateRules.isSafe(version)
        ? List.of()
        : List.of(
            new IsolationFinding(
                IsolationHole.HIBERNATE_TOO_OLD, "Hibernate " + version, "use 7.4.9 or later"));
  }

  /** The holes of a persistence unit. */
  public static List<IsolationFinding> unit(EntityManagerFactory unit, Set<Class<?>> shared) {
    List<IsolationFinding> findings = new ArrayList<>();
    if (!HibernateRules.keepsTenantInCacheKeys(unit.getProperties())) {
      findings.add(
          new IsolationFinding(
              IsolationHole.CACHE_KEYS_WITHOUT_TENANT,
              HibernateRules.KEYS_FACTORY,
              "remove the setting"));
    }
    List<String> planned = plannedTables(unit);
    unit.unwrap(SessionFactoryImplementor.class)
        .getMappingMetamodel()
        .forEachEntityDescriptor(
            entity -> {
              if (!hasTenant(entity)
                  && !isShared(entity, unit, shared)
                  && !isAudit(entity, planned)) {
                findings.add(
                    new IsolationFinding(
                        IsolationHole.ENTITY_WITHOUT_TENANT,
                        entity.getEntityName(),
                        "add a @TenantId attribute, or @TenantShared if all tenants share the entity"));
              }
            });
    return findings;
  }

  /** The tables of the unit's tenants' entities and of their collections that were not checked. */
  public static List<IsolationFinding> tables(EntityManagerFactory unit, List<String> checked) {
    Set<String> spaces = new TreeSet<>(plannedTables(unit));
    var model = unit.unwrap(SessionFactoryImplementor.class).getMappingMetamodel();
    model.forEachEntityDescriptor(
        entity -> {
          if (hasTenant(entity)) {
            for (Object space : entity.getQuerySpaces()) {
              spaces.add(space.toString());
            }
          }
        });
    model.forEachCollectionDescriptor(
        collection -> {
          if (hasTenant(collection.getOwnerEntityPersister())) {
            spaces.addAll(List.of(collection.getCollectionSpaces()));
          }
        });
    return spaces.stream()
        .filter(space -> !isAmong(space, checked))
        .map(
            space ->
                new IsolationFinding(
                    IsolationHole.ENTITY_TABLE_NOT_CHECKED,
                    space,
                    "give it the tenant column, and name its schema to the check"))
        .toList();
  }

  /** The tables of the unit that are marked as shared by all tenants; none if it has no plan. */
  public static Set<String> sharedTables(EntityManagerFactory unit) {
    try {
      return RowSecurityPlan.of(unit).sharedTables();
    } catch (NoPlanException | UnplannableTableException e) {
      return Set.of();
    }
  }

  private static List<String> plannedTables(EntityManagerFactory unit) {
    try {
      return RowSecurityPlan.of(unit).tables().stream().map(TenantTable::qualifiedName).toList();
    } catch (NoPlanException | UnplannableTableException e) {
      return List.of();
    }
  }

  // Has no class that could be marked; in the plan its table is a tenants' one.
  private static boolean isAudit(EntityPersister entity, List<String> planned) {
    return entity.getMappedClass() == Map.class
        && Stream.of(entity.getQuerySpaces()).allMatch(space -> isAmong(space.toString(), planned));
  }

  // A table without its schema is the one that the search path leads to; any of that name will do.
  private static boolean isAmong(String space, List<String> checked) {
    String name = space.replace("\"", "").toLowerCase(Locale.ROOT);
    return checked.stream()
        .map(table -> table.toLowerCase(Locale.ROOT))
        .anyMatch(table -> table.equals(name) || table.endsWith("." + name));
  }

  private static boolean isShared(
      EntityPersister entity, EntityManagerFactory unit, Set<Class<?>> shared) {
    return shared.contains(entity.getMappedClass())
        || EntityMarks.named(unit.getProperties()).contains(entity.getEntityName())
        || EntityMarks.isShared(
            entity.getRootEntityDescriptor().getMappedJavaType().getJavaTypeClass(),
            unit.getProperties());
  }

  private static boolean hasTenant(EntityPersister entity) {
    return entity.getTenantIdMapping() != null;
  }
}
