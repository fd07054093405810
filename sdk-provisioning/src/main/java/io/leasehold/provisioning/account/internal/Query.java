package io.leasehold.provisioning.account.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One SQL statement with its values; {@code $} in the text stands for the schema. */
final class Query {

  private final String text;
  private final @Nullable Object[] values;

  private Query(String text, @Nullable Object[] values) {
    this.text = text;
    this.values = values;
  }

  static Query of(String text, @Nullable Object... values) {
    return new Query(text.replace("$", "leasehold_provisioning"), values);
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  int execute(Connection transaction) throws SQLException {
    try (PreparedStatement statement = bound(transaction)) {
      return statement.executeUpdate();
    }
  }

  <T> List<T> all(Connection transaction, Reader<T> reader) throws SQLException {
    try (PreparedStatement statement = bound(transaction);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    }
  }

  <T> Optional<T> first(Connection transaction, Reader<T> reader) throws SQLException {
    return all(transaction, reader).stream().findFirst();
  }

  long number(Connection transaction) throws SQLException {
    return first(transaction, row -> row.getLong(1)).orElseThrow();
  }

  private PreparedStatement bound(Connection transaction) throws SQLException {
    PreparedStatement statement = transaction.prepareStatement(text);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else if (value instanceof Instant instant) {
        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
      } else if (value instanceof Enum<?> constant) {
        statement.setString(i + 1, constant.name());
      } else {
        statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
