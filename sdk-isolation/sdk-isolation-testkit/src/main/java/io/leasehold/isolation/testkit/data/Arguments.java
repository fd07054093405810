package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds arguments by their names and types, out of the rows of a seed. */
final class Arguments {

  private static final int MOST = 12;
  private static final int DEEPEST = 3;

  private final @Nullable EntityMakers entities;
  private final List<ArgumentSource> sources;

  Arguments(@Nullable EntityMakers entities, List<ArgumentSource> sources) {
    this.entities = entities;
    this.sources = sources;
  }

  /**
   * Ways to call the target, each with a maker for each of its places.
   *
   * @param example rows as a seed leaves them
   * @throws DataKitException if there is a place that nothing fits into
   */
  List<List<Maker>> ways(Target target, Subject example) {
    List<List<Maker>> ways = List.of(List.of());
    for (Slot slot : target.slots()) {
      List<Maker> makers = makers(target.name(), slot, example, 0);
      if (makers.isEmpty()) {
        throw new DataKitException(
            "LH-ISO-352",
            "nothing in the rows of the seed fits the parameter %s of type %s: name it in the seed by known(\"%s\", ...), or give an ArgumentSource"
                .formatted(slot.name(), slot.type().getTypeName(), slot.name()));
      }
      List<List<Maker>> longer = new ArrayList<>();
      for (List<Maker> way : ways) {
        for (Maker maker : makers) {
          List<Maker> next = new ArrayList<>(way);
          next.add(maker);
          longer.add(next);
        }
      }
      ways = longer.subList(0, Math.min(longer.size(), MOST));
    }
    return ways;
  }

  private List<Maker> makers(String target, Slot slot, Subject example, int depth) {
    WantedArgument wanted = new WantedArgument(target, slot.name(), slot.type());
    for (ArgumentSource source : sources) {
      if (source.argument(wanted, example) != null) {
        return List.of((rows, attacker) -> source.argument(wanted, rows));
      }
    }
    Class<?> type = slot.raw();
    if (type == Optional.class) {
      return map(inside(target, slot, example, depth), Optional::ofNullable);
    }
    if (type.isArray() && type != byte[].class) {
      return map(inside(target, slot, example, depth), value -> array(type, value));
    }
    if (Iterable.class.isAssignableFrom(type) && type.isInterface()) {
      return map(inside(target, slot, example, depth), value -> collection(type, value));
    }
    if (type == Tenant.class) {
      return List.of((rows, attacker) -> rows.owner(), (rows, attacker) -> attacker.owner());
    }
    if (type == TenantId.class || Words.column(slot.name()).matches("tenant(_id)?")) {
      return List.of(
          (rows, attacker) -> tenant(type, rows.owner()),
          (rows, attacker) -> tenant(type, attacker.owner()));
    }
    if (entities != null && entities.entity(type).isPresent()) {
      return entities.of(entities.entity(type).get());
    }
    if (example.names().contains(slot.name())) {
      return List.of(
          (rows, attacker) -> converted(type, rows.named(slot.name()).orElseThrow(), slot));
    }
    List<Maker> known = new RowMakers(slot, example).makers();
    if (!known.isEmpty()) {
      return known;
    }
    List<Object> neutral = Neutral.of(type);
    if (!neutral.isEmpty()) {
      return neutral.stream().map(value -> (Maker) (rows, attacker) -> value).toList();
    }
    return depth < DEEPEST ? whole(target, slot, example, depth) : List.of();
  }

  private List<Maker> inside(String target, Slot slot, Subject example, int depth) {
    Slot element = new Slot(Words.one(slot.name()), slot.element(), slot.about());
    return makers(target, element, example, depth);
  }

  /** Something of the application's own, made of parts that have names and types. */
  private List<Maker> whole(String target, Slot slot, Subject example, int depth) {
    Class<?> type = slot.raw();
    if (type.getName().startsWith("java.") || Modifier.isAbstract(type.getModifiers())) {
      return List.of();
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      Map<Parameter, Maker> parts = new LinkedHashMap<>();
      for (Parameter part : constructor.getParameters()) {
        Slot place = new Slot(part.getName(), part.getParameterizedType(), slot.about());
        List<Maker> makers = makers(target, place, example, depth + 1);
        if (!makers.isEmpty()) {
          parts.put(part, makers.get(0));
        }
      }
      if (parts.size() == constructor.getParameterCount() && !parts.isEmpty()) {
        return List.of((rows, attacker) -> built(constructor, parts.values(), rows, attacker));
      }
    }
    return List.of();
  }

  private static Object built(
      Constructor<?> constructor, Collection<Maker> parts, Subject rows, Subject attacker)
      throws Exception {
    List<@Nullable Object> values = new ArrayList<>();
    for (Maker part : parts) {
      values.add(part.make(rows, attacker));
    }
    constructor.setAccessible(true);
    return constructor.newInstance(values.toArray());
  }

  private static Object tenant(Class<?> type, Tenant tenant) {
    return type == TenantId.class
        ? tenant.id()
        : Conversion.to(type, tenant.id().value()).orElse(tenant.id().value());
  }

  static Object converted(Class<?> type, Object value, Slot slot) {
    return Conversion.to(type, value)
        .orElseThrow(
            () ->
                new DataKitException(
                    "LH-ISO-352",
                    "what is known for %s is no %s".formatted(slot.name(), type.getName())));
  }

  private static List<Maker> map(
      List<Maker> makers, java.util.function.Function<@Nullable Object, Object> wrap) {
    return makers.stream()
        .map(maker -> (Maker) (rows, attacker) -> wrap.apply(maker.make(rows, attacker)))
        .toList();
  }

  private static Object array(Class<?> type, @Nullable Object value) {
    Object array = Array.newInstance(type.getComponentType(), 1);
    Array.set(array, 0, value);
    return array;
  }

  private static Object collection(Class<?> type, @Nullable Object value) {
    List<@Nullable Object> list = new ArrayList<>();
    list.add(value);
    return Set.class.isAssignableFrom(type) ? new java.util.LinkedHashSet<>(list) : list;
  }
}
