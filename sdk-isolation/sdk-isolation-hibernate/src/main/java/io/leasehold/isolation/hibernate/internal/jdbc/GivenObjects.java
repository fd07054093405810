package io.leasehold.isolation.hibernate.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLXML;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with an object that a statement is given as a value. */
final class GivenObjects {

  private static final List<Class<?>> READ_ONCE =
      List.of(InputStream.class, Reader.class, Blob.class, Clob.class, SQLXML.class);

  // Other numbers may count on.
  private static final Set<Class<?>> NUMBERS =
      Set.of(
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Double.class,
          Float.class,
          BigDecimal.class,
          BigInteger.class);

  private GivenObjects() {}

  /** Whether two statements can be given the same. */
  static boolean canBeReadAgain(@Nullable Object value) {
    return stays(value) || READ_ONCE.stream().noneMatch(type -> type.isInstance(value));
  }

  /** Whether it is known that it will be the same later. */
  static boolean stays(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof UUID
        || value instanceof Temporal
        || value instanceof Enum
        || NUMBERS.contains(value.getClass());
  }
}
