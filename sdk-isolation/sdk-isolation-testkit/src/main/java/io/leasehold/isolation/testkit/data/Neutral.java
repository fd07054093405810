package io.leasehold.isolation.testkit.data;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Arguments that are about nobody. */
final class Neutral {

  private static final Map<String, List<String>> FACTORIES =
      Map.of(
          "jakarta.data.page.PageRequest", List.of("ofSize", "1000"),
          "jakarta.data.Limit", List.of("of", "1000"),
          "jakarta.data.Order", List.of("by"),
          "jakarta.data.Sort", List.of("asc", "id"),
          "jakarta.data.restrict.Restriction", List.of("unrestricted"),
          "org.springframework.data.domain.Pageable", List.of("unpaged"),
          "org.springframework.data.domain.Sort", List.of("unsorted"),
          "org.springframework.data.domain.Limit", List.of("unlimited"));

  private static final Map<Class<?>, List<Object>> VALUES =
      Map.ofEntries(
          Map.entry(Integer.class, List.of(10)),
          Map.entry(Long.class, List.of(10L)),
          Map.entry(Short.class, List.of((short) 10)),
          Map.entry(Double.class, List.of(10.0)),
          Map.entry(Float.class, List.of(10.0f)),
          Map.entry(BigDecimal.class, List.of(BigDecimal.TEN)),
          Map.entry(BigInteger.class, List.of(BigInteger.TEN)),
          Map.entry(Boolean.class, List.of(true, false)),
          Map.entry(Locale.class, List.of(Locale.ROOT)),
          Map.entry(Duration.class, List.of(Duration.ofDays(1))));

  private Neutral() {}

  static List<Object> of(Class<?> wanted) {
    Class<?> type = Conversion.boxed(wanted);
    if (FACTORIES.containsKey(type.getName())) {
      return List.of(made(type, FACTORIES.get(type.getName())));
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants()).limit(3).map(Object.class::cast).toList();
    }
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    for (Object time : List.of(now, now.toInstant(), now.toLocalDate(), now.toLocalDateTime())) {
      if (type.isInstance(time) && type != Object.class) {
        return List.of(time);
      }
    }
    return VALUES.getOrDefault(type, List.of());
  }

  private static Object made(Class<?> type, List<String> call) {
    try {
      for (Method method : type.getMethods()) {
        if (method.getName().equals(call.get(0)) && method.getParameterCount() <= 1) {
          if (method.getParameterCount() == 0) {
            return method.invoke(null);
          }
          Class<?> parameter = method.getParameterTypes()[0];
          if (parameter == String.class) {
            return method.invoke(null, call.get(1));
          }
          if (parameter.isArray()) {
            return method.invoke(null, Array.newInstance(parameter.getComponentType(), 0));
          }
          if (parameter.isPrimitive()) {
            return method.invoke(null, Integer.parseInt(call.get(1)));
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
    throw new IllegalStateException(type.getName() + " has no " + call.get(0));
  }
}
