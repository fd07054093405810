package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.IsolationFinding;
import io.leasehold.isolation.hibernate.IsolationHole;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    unit.unwrap(SessionFactoryImplementor.class)
        .getMappingMetamodel()
        .forEachEntityDescriptor(
            entity -> {
              if (!hasTenant(entity) && !shared.contains(entity.getMappedClass())) {
                findings.add(
                    new IsolationFinding(
                        IsolationHole.ENTITY_WITHOUT_TENANT,
                        entity.getEntityName(),
                        "add a @TenantId attribute, or declare that all tenants share the entity"));
              }
            });
    return findings;
  }

  private static boolean hasTenant(EntityPersister entity) {
    return entity.getTenantIdMapping() != null;
  }
}
