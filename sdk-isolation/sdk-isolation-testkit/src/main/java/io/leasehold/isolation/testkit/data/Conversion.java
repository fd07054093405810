package io.leasehold.isolation.testkit.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** What a database gives, as the type that a parameter has. */
final class Conversion {

  private Conversion() {}

  static Optional<Object> to(Class<?> wanted, Object value) {
    Class<?> type = boxed(wanted);
    if (type.isInstance(value)) {
      return Optional.of(value);
    }
    if (Number.class.isAssignableFrom(type) || value instanceof Number) {
      Optional<Object> number = value instanceof Number n ? number(type, n) : Optional.empty();
      return number.isPresent() ? number : wrapped(type, value);
    }
    if (type == String.class) {
      return Optional.of(value.toString());
    }
    if (type == UUID.class) {
      return uuid(value.toString());
    }
    if (type.isEnum()) {
      return constant(type, value.toString());
    }
    if (value instanceof java.util.Date date) {
      return time(type, date);
    }
    return wrapped(type, value);
  }

  static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  private static Optional<Object> number(Class<?> type, Number value) {
    if (type == Long.class) {
      return Optional.of(value.longValue());
    }
    if (type == Integer.class && value.longValue() == value.intValue()) {
      return Optional.of(value.intValue());
    }
    if (type == Short.class && value.longValue() == value.shortValue()) {
      return Optional.of(value.shortValue());
    }
    if (type == Double.class) {
      return Optional.of(value.doubleValue());
    }
    if (type == BigDecimal.class) {
      return Optional.of(new BigDecimal(value.toString()));
    }
    return type == String.class ? Optional.of(value.toString()) : Optional.empty();
  }

  private static Optional<Object> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  private static Optional<Object> time(Class<?> type, java.util.Date value) {
    Instant instant =
        value instanceof Date day
            ? day.toLocalDate().atStartOfDay().toInstant(ZoneOffset.UTC)
            : value.toInstant();
    if (type == Instant.class) {
      return Optional.of(instant);
    }
    if (type == OffsetDateTime.class) {
      return Optional.of(instant.atOffset(ZoneOffset.UTC));
    }
    if (type == LocalDateTime.class && value instanceof Timestamp timestamp) {
      return Optional.of(timestamp.toLocalDateTime());
    }
    if (type == LocalDate.class) {
      return Optional.of(instant.atOffset(ZoneOffset.UTC).toLocalDate());
    }
    return Optional.empty();
  }

  /** An id type of the application's own: one value inside. */
  private static Optional<Object> wrapped(Class<?> type, Object value) {
    if (type.getName().startsWith("java.") || type.isInterface()) {
      return Optional.empty();
    }
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && method.getReturnType() == type
          && method.getParameterCount() == 1
          && boxed(method.getParameterTypes()[0]).isInstance(value)) {
        return made(() -> invoke(method, value));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && boxed(constructor.getParameterTypes()[0]).isInstance(value)) {
        return made(() -> construct(constructor, value));
      }
    }
    return Optional.empty();
  }

  private static Object invoke(Method method, Object value) throws ReflectiveOperationException {
    method.setAccessible(true);
    return method.invoke(null, value);
  }

  private static Object construct(Constructor<?> constructor, Object value)
      throws ReflectiveOperationException {
    constructor.setAccessible(true);
    return constructor.newInstance(value);
  }

  private static Optional<Object> made(java.util.concurrent.Callable<Object> making) {
    try {
      return Optional.ofNullable(making.call());
    } catch (Exception e) {
      return Optional.empty(); // the type does not take this value
    }
  }
}
