package io.leasehold.tenancy.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Texts to values without MicroProfile: the types that settings commonly have, and enums. */
final class PlainConversions {

  private static final Map<Class<?>, Function<String, ?>> CONVERSIONS =
      Map.of(
          String.class, Function.identity(),
          Integer.class, Integer::valueOf,
          Long.class, Long::valueOf,
          Double.class, Double::valueOf,
          BigDecimal.class, BigDecimal::new,
          Boolean.class, PlainConversions::flag,
          Duration.class, Duration::parse,
          URI.class, URI::create);

  private PlainConversions() {}

  static <T> T convert(String text, Class<T> type) {
    Function<String, ?> conversion = CONVERSIONS.get(type);
    if (conversion == null && type.isEnum()) {
      conversion = value -> constant(type, value);
    }
    if (conversion == null) {
      throw new IllegalArgumentException("no conversion to " + type.getName());
    }
    return type.cast(conversion.apply(text.strip()));
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("no such constant");
  }
}
