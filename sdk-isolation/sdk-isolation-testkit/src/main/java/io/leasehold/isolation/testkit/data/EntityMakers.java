package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** Entities as a caller might hand them in: a tenant's own, and such as are forged. */
final class EntityMakers {

  private final EntityManagerFactory unit;
  // As they were before anything was done to them: the call may be to delete them.
  private final Map<Subject, Map<EntityType<?>, Object>> loaded = new WeakHashMap<>();

  EntityMakers(EntityManagerFactory unit) {
    this.unit = unit;
  }

  Optional<EntityType<?>> entity(Class<?> type) {
    return unit.getMetamodel().getEntities().stream()
        .filter(entity -> entity.getJavaType() == type)
        .findFirst();
  }

  /**
   * One that is stored; the same as if it were the caller's; a new one; a new one for its owner.
   */
  List<Maker> of(EntityType<?> type) {
    return List.of(
        (rows, attacker) -> forged(type, rows, attacker),
        (rows, attacker) -> tenant(type, forged(type, rows, attacker), own(attacker)),
        (rows, attacker) -> fresh(type, rows, attacker, null),
        (rows, attacker) -> fresh(type, rows, attacker, own(rows)));
  }

  private static String own(Subject rows) {
    return rows.owner().id().value();
  }

  private Object forged(EntityType<?> type, Subject rows, Subject attacker) throws Exception {
    Object entity = stored(type, rows.origin());
    if (!rows.owner().id().equals(attacker.owner().id())) {
      for (Attribute<?, ?> attribute : type.getAttributes()) {
        Object value = Members.get(entity, attribute.getJavaMember());
        if (attribute.isAssociation() && attribute instanceof SingularAttribute && value != null) {
          Members.set(entity, attribute.getJavaMember(), reference(value, rows));
        } else if (value instanceof String text) {
          // What an attacker does not know he cannot hand in.
          Members.set(
              entity,
              attribute.getJavaMember(),
              text.replace(rows.origin().marker(), attacker.marker()));
        }
      }
      rename(type, entity, rows);
      tenant(type, entity, own(rows));
    }
    return entity;
  }

  private Object fresh(EntityType<?> type, Subject rows, Subject attacker, @Nullable String tenant)
      throws Exception {
    Object entity = forged(type, rows, attacker);
    for (Attribute<?, ?> attribute : type.getAttributes()) {
      if (attribute.isCollection()) {
        Members.empty(entity, attribute.getJavaMember());
      } else if (attribute instanceof SingularAttribute<?, ?> single && single.isVersion()) {
        Members.clear(entity, attribute.getJavaMember());
      } else if (attribute.isAssociation()) {
        Object value = Members.get(entity, attribute.getJavaMember());
        if (value != null) {
          Members.set(entity, attribute.getJavaMember(), reference(value, rows));
        }
      }
    }
    if (type.hasSingleIdAttribute()) {
      Attribute<?, ?> id = type.getId(type.getIdType().getJavaType());
      if (Members.has(id.getJavaMember(), GeneratedValue.class)) {
        Members.clear(entity, id.getJavaMember());
      } else {
        rename(type, entity, rows.origin().thatIsNot());
      }
    }
    return tenant(type, entity, tenant);
  }

  private Object stored(EntityType<?> type, Subject rows) throws Exception {
    Map<EntityType<?>, Object> known = loaded.computeIfAbsent(rows, any -> new HashMap<>());
    Object entity = known.get(type);
    if (entity == null) {
      entity = load(type, rows);
      known.put(type, entity);
    }
    return Members.copy(entity);
  }

  private Object load(EntityType<?> type, Subject rows) throws Exception {
    Set<String> keys =
        rows.rows().stream()
            .flatMap(row -> row.table().keys().stream().map(key -> row.values().get(key)))
            .map(String::valueOf)
            .collect(Collectors.toSet());
    List<?> all =
        TenantScopes.call(
            rows.owner(),
            () ->
                unit.callInTransaction(
                    session ->
                        session
                            .createQuery(
                                "select e from " + type.getName() + " e", type.getJavaType())
                            .getResultList()));
    return all.stream()
        .filter(entity -> keys.contains(String.valueOf(id(entity))))
        .map(Object.class::cast)
        .findFirst()
        .orElseThrow(
            () ->
                new DataKitException(
                    "LH-ISO-352", "the seed stores no " + type.getName() + " for a tenant"));
  }

  private Object id(Object entity) {
    return unit.getPersistenceUnitUtil().getIdentifier(entity);
  }

  /** A bare reference to the row that is meant, which need not exist. */
  private Object reference(Object association, Subject rows) {
    Object id = id(association);
    Class<?> type = org.hibernate.Hibernate.getClassLazy(association);
    Object bare = Members.instance(type);
    entity(type)
        .filter(EntityType::hasSingleIdAttribute)
        .ifPresent(
            entity ->
                Members.set(
                    bare,
                    entity.getId(entity.getIdType().getJavaType()).getJavaMember(),
                    rows.identifying(id)));
    return bare;
  }

  private void rename(EntityType<?> type, Object entity, Subject rows) {
    if (type.hasSingleIdAttribute()) {
      Members.set(
          entity,
          type.getId(type.getIdType().getJavaType()).getJavaMember(),
          rows.identifying(id(entity)));
    }
  }

  private static Object tenant(EntityType<?> type, Object entity, @Nullable String tenant) {
    for (Attribute<?, ?> attribute : type.getAttributes()) {
      if (Members.has(attribute.getJavaMember(), TenantId.class)) {
        Members.set(entity, attribute.getJavaMember(), tenant);
      }
    }
    return entity;
  }
}
