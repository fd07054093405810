package io.leasehold.isolation.testkit.data;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Parameter;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.named.NamedObjectRepository;
import org.jspecify.annotations.Nullable;

/** The queries that a persistence unit has names for, and others that a test brings. */
final class QueryTargets {

  private QueryTargets() {}

  static List<Target> of(EntityManagerFactory unit, List<String> sql) {
    Map<String, String> texts = new TreeMap<>();
    NamedObjectRepository named =
        unit.unwrap(SessionFactoryImplementor.class).getQueryEngine().getNamedObjectRepository();
    named.visitSqmQueryMementos(
        query -> texts.put(query.getRegistrationName(), query.getHqlString()));
    named.visitNativeQueryMementos(
        query -> texts.put(query.getRegistrationName(), query.getSqlString()));
    List<Target> targets = new ArrayList<>();
    texts.forEach(
        (name, text) ->
            targets.add(
                target("query " + name, unit, text, session -> session.createNamedQuery(name))));
    for (String text : sql) {
      targets.add(target("native " + text, unit, text, session -> session.createNativeQuery(text)));
    }
    return targets;
  }

  private static Target target(
      String name, EntityManagerFactory unit, String text, Function<EntityManager, Query> query) {
    String verb = text.strip().toLowerCase(Locale.ROOT).split("\\W", 2)[0];
    boolean writes = List.of("insert", "update", "delete", "merge").contains(verb);
    return new QueryTarget(name, unit, query, writes, new ArrayList<>());
  }

  private record QueryTarget(
      String name,
      EntityManagerFactory unit,
      Function<EntityManager, Query> query,
      boolean writes,
      List<Slot> found)
      implements Target {

    // A query tells its parameters to who has a session, and so a tenant.
    @Override
    public List<Slot> slots() {
      if (found.isEmpty()) {
        try (EntityManager session = unit.createEntityManager()) {
          query.apply(session).getParameters().stream()
              .sorted(Comparator.comparing(QueryTarget::key))
              .map(QueryTarget::slot)
              .forEach(found::add);
        }
      }
      return found;
    }

    private static Slot slot(Parameter<?> parameter) {
      Class<?> type = parameter.getParameterType();
      return new Slot(key(parameter), type == null ? Object.class : type, null);
    }

    private static String key(Parameter<?> parameter) {
      return parameter.getName() != null
          ? parameter.getName()
          : String.valueOf(parameter.getPosition());
    }

    @Override
    public Answer call(List<@Nullable Object> arguments) {
      try {
        return unit.callInTransaction(session -> on(session, arguments));
      } catch (RuntimeException refused) {
        return Answer.failed(refused);
      }
    }

    private Answer on(EntityManager session, List<@Nullable Object> arguments) {
      Query prepared = query.apply(session);
      for (int i = 0; i < found.size(); i++) {
        String key = found.get(i).name();
        if (Character.isDigit(key.charAt(0))) {
          prepared.setParameter(Integer.parseInt(key), arguments.get(i));
        } else {
          prepared.setParameter(key, arguments.get(i));
        }
      }
      try {
        return Answer.of(
            Rendering.of(writes ? prepared.executeUpdate() : prepared.getResultList()));
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
