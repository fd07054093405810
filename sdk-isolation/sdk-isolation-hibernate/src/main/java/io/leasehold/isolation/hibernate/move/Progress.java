package io.leasehold.isolation.hibernate.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the copy of each table came, as it is written beside the copied rows. */
final class Progress {

  private record At(@Nullable List<String> position, boolean done) {}

  private final Map<String, At> tables = new HashMap<>();

  private Progress() {}

  static Progress read(PlaceDatabase to) throws SQLException {
    Progress progress = new Progress();
    to.inTransaction(
        connection ->
            Sql.query(
                connection,
                "select tbl, position, done from leasehold_move.copied where fence_id = ?",
                row -> {
                  java.sql.Array position = row.getArray("position");
                  return progress.tables.put(
                      row.getString("tbl"),
                      new At(
                          position == null ? null : List.of((String[]) position.getArray()),
                          row.getBoolean("done")));
                },
                to.fence()));
    return progress;
  }

  static void write(
      Connection target, long fence, String table, @Nullable List<String> position, boolean done)
      throws SQLException {
    Sql.update(
        target,
        """
        insert into leasehold_move.copied (fence_id, tbl, position, done) values (?, ?, ?, ?)
        on conflict (fence_id, tbl) do update
          set position = excluded.position, done = excluded.done
        """,
        fence,
        table,
        position == null ? List.of() : position,
        done);
  }

  /** Whether a row was copied. */
  boolean begun() {
    return !tables.isEmpty();
  }

  boolean isDone(String table) {
    At at = tables.get(table);
    return at != null && at.done();
  }

  /** The key of the last row that was copied, or null at the beginning. */
  @Nullable List<String> positionOf(String table) {
    At at = tables.get(table);
    return at == null || at.position() == null || at.position().isEmpty() ? null : at.position();
  }
}
