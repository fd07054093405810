package io.leasehold.isolation.hibernate.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the sequences of the new place go on after those of the same names at the old one, and after
 * the numbers that a node may have drawn there and not used.
 */
final class Sequences {

  private record Sequence(String schema, String name, long last, long cache, long reserve) {
    String quoted() {
      return Sql.name(schema) + "." + Sql.name(name);
    }
  }

  private static final String ALL =
      """
      select schemaname, sequencename, coalesce(last_value, 0) as last_value,
        cache_size, increment_by * cache_size as reserve
      from pg_sequences where schemaname = any (?)
        and has_sequence_privilege(
          quote_ident(schemaname) || '.' || quote_ident(sequencename), 'SELECT')
      order by array_position(?, schemaname::text), sequencename
      """;

  private Sequences() {}

  static void raise(Leg leg) throws SQLException {
    Map<String, Long> old = leg.from().inTransaction(c -> next(c, leg.from().schemas()));
    leg.to()
        .write(
            connection -> {
              raise(connection, leg.to().schemas(), old);
              return old;
            });
  }

  /** For each sequence that was drawn from, the number up to which it counts as used. */
  static Map<String, Long> next(Connection connection, List<String> schemas) throws SQLException {
    Map<String, Long> next = new LinkedHashMap<>();
    for (Sequence sequence : read(connection, schemas).values()) {
      if (sequence.last() > 0) {
        next.put(sequence.name(), sequence.last() + sequence.reserve());
      }
    }
    return next;
  }

  static void raise(Connection connection, List<String> schemas, Map<String, Long> to)
      throws SQLException {
    for (Sequence sequence : read(connection, schemas).values()) {
      Long wanted = to.get(sequence.name());
      if (wanted != null) {
        raise(connection, sequence, wanted);
      }
    }
  }

  private static Map<String, Sequence> read(Connection connection, List<String> schemas)
      throws SQLException {
    Map<String, Sequence> found = new LinkedHashMap<>();
    for (Sequence sequence :
        Sql.query(
            connection,
            ALL,
            row ->
                new Sequence(
                    row.getString("schemaname"),
                    row.getString("sequencename"),
                    row.getLong("last_value"),
                    row.getLong("cache_size"),
                    row.getLong("reserve")),
            schemas,
            schemas)) {
      found.putIfAbsent(sequence.name(), sequence);
    }
    return found;
  }

  // Others may draw from it meanwhile: only under the lock of ALTER is the comparison true.
  private static void raise(Connection connection, Sequence sequence, long to) throws SQLException {
    if (sequence.last() >= to) {
      return;
    }
    Sql.execute(connection, "alter sequence " + sequence.quoted() + " cache " + sequence.cache());
    Sql.query(
        connection,
        "select setval(?::regclass, ?) from %s where last_value < ?".formatted(sequence.quoted()),
        row -> true,
        sequence.quoted(),
        to,
        to);
  }
}
