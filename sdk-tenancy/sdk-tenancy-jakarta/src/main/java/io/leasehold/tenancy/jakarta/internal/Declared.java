package io.leasehold.tenancy.jakarta.internal;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where the annotations of a method may be written. */
final class Declared {

  private Declared() {}

  /** The class that a programmer wrote, for one that a container derived from it. */
  static Class<?> behindProxy(Class<?> type) {
    Class<?> written = type;
    while (isDerived(written) && written.getSuperclass() != null) {
      written = written.getSuperclass();
    }
    return written;
  }

  private static boolean isDerived(Class<?> type) {
    return type.isSynthetic() || type.getName().contains("$$_Weld");
  }

  /**
   * Nearest first: the method as the class has it, the class; the method as its superclass has it,
   * the superclass; and so on; interfaces last. So a class outweighs what it overrides.
   */
  static Stream<AnnotatedElement> places(Class<?> type, Method method) {
    return types(type).stream()
        .flatMap(place -> Stream.concat(same(place, method).stream(), Stream.of(place)));
  }

  /** The method as each type has it that the class is, nearest first. */
  static Stream<Method> versions(Class<?> type, Method method) {
    return types(type).stream().map(place -> same(place, method)).flatMap(Optional::stream);
  }

  private static Optional<Method> same(Class<?> place, Method method) {
    try {
      return Optional.of(place.getDeclaredMethod(method.getName(), method.getParameterTypes()));
    } catch (NoSuchMethodException absent) {
      return Optional.empty();
    }
  }

  /** The class, its superclasses, then all their interfaces. */
  static List<Class<?>> types(Class<?> type) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      classes.add(each);
    }
    Set<Class<?>> all = new LinkedHashSet<>(classes);
    classes.forEach(each -> addInterfaces(each, all));
    return List.copyOf(all);
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
    for (Class<?> each : type.getInterfaces()) {
      all.add(each);
      addInterfaces(each, all);
    }
  }
}
