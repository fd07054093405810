package io.leasehold.isolation.hibernate.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLXML;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with an object that a statement is given as a value. */
final class GivenObjects {

  private static final List<Class<?>> READ_ONCE =
      List.of(InputStream.class, Reader.class, Blob.class, Clob.class, SQLXML.class);

  private GivenObjects() {}

  /** Whether two statements can be given the same. */
  static boolean canBeReadAgain(@Nullable Object value) {
    return stays(value) || READ_ONCE.stream().noneMatch(type -> type.isInstance(value));
  }

  /** Whether it is known that it will be the same later. */
  static boolean stays(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof UUID
        || value instanceof Temporal
        || value instanceof Enum;
  }
}
