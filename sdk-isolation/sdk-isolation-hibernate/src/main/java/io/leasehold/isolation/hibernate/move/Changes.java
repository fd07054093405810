package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.PlaceDatabase.Snapshot;
import io.leasehold.isolation.hibernate.move.RowCopy.Sum;
import io.leasehold.isolation.hibernate.move.TableGroups.Group;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings what was copied to the state of a later moment: the rows whose keys were noted meanwhile
 * are copied again as they are at that moment, or deleted.
 */
final class Changes {

  /**
   * What a round did.
   *
   * @param changes how many writes were noted
   * @param sums the sums of all rows after it, by table, if those before it were known
   */
  record Round(long changes, Map<String, Sum> sums) {}

  private final Leg leg;

  Changes(Leg leg) {
    this.leg = leg;
  }

  /** Brings the part that was copied, and no other, to the snapshot's moment; notes stay noted. */
  void bringTo(Connection source, Progress progress) throws SQLException {
    Predicate<String> copied = t -> progress.isDone(t) || progress.positionOf(t) != null;
    Map<String, Long> noted = noted(source);
    noted.keySet().removeIf(copied.negate());
    leg.to().write(target -> apply(source, target, noted, progress, null));
  }

  /**
   * Brings all to this moment.
   *
   * @param sums of all rows as they were brought last, or null if they are not known
   * @param verify whether all rows are to be summed at both places; sums known are compared anyway
   */
  Round round(@Nullable Map<String, Sum> sums, boolean verify) throws SQLException {
    long changes;
    Map<String, Sum> after = new LinkedHashMap<>();
    String seen;
    try (Snapshot snapshot = leg.from().snapshot()) {
      Connection source = snapshot.connection();
      seen =
          Sql.query(source, "select pg_current_snapshot()::text", row -> row.getString(1)).get(0);
      Map<String, Long> noted = noted(source);
      changes = noted.values().stream().mapToLong(Long::longValue).sum();
      Map<String, Sum> counted = leg.to().write(target -> apply(source, target, noted, null, sums));
      if (verify) {
        after.putAll(Verification.equalSums(leg, source));
      } else if (sums != null) {
        after.putAll(counted);
      }
    }
    String upTo = seen;
    leg.from()
        .write(
            connection ->
                Sql.update(
                    connection,
                    "delete from leasehold_move.change_log where fence_id = ?"
                        + " and pg_visible_in_snapshot(xid, ?::pg_snapshot)",
                    leg.from().fence(),
                    upTo));
    return new Round(changes, after);
  }

  private Map<String, Long> noted(Connection source) throws SQLException {
    Map<String, Long> noted = new HashMap<>();
    Sql.query(
        source,
        "select tbl, count(*) from leasehold_move.change_log where fence_id = ? group by tbl",
        row -> noted.put(row.getString(1), row.getLong(2)),
        leg.from().fence());
    return noted;
  }

  // Rows that others refer to come first and go last, so that every key always leads somewhere.
  private Map<String, Sum> apply(
      Connection source,
      Connection target,
      Map<String, Long> noted,
      @Nullable Progress progress,
      @Nullable Map<String, Sum> sums)
      throws SQLException {
    Map<String, Sum> after = new LinkedHashMap<>(sums == null ? Map.of() : sums);
    Map<String, RowCopy> copies = new LinkedHashMap<>();
    Sql.execute(target, "set constraints all deferred");
    for (Group group : leg.groups()) {
      for (String name : group.tables()) {
        if (noted.containsKey(name)) {
          Table from = leg.source(name);
          RowCopy copy = new RowCopy(target, from, leg.target(name), leg.tenant(), copies.size());
          copies.put(name, copy);
          copy.stageChanges(source, leg.from().fence(), copiedPart(name, progress));
          if (sums != null) {
            after.merge(name, copy.changedRows(), Sum::minus);
          }
          put(copy, name, group.later(name));
        }
      }
      for (String name : group.tables()) {
        RowCopy copy = copies.get(name);
        if (copy != null) {
          copy.fill(group.later(name));
        }
      }
    }
    deleteGone(copies);
    if (sums != null) {
      compare(copies, after);
    }
    return after;
  }

  private String copiedPart(String name, @Nullable Progress progress) {
    if (progress == null || progress.isDone(name)) {
      return "true";
    }
    return BaseCopy.range(leg.source(name), null, progress.positionOf(name));
  }

  private static void put(RowCopy copy, String name, List<String> later) throws SQLException {
    try {
      copy.put(later);
    } catch (SQLException e) {
      if (MoveException.isKeyTaken(e)) {
        throw MoveException.keyTaken(name);
      }
      throw e;
    }
  }

  private static void deleteGone(Map<String, RowCopy> copies) throws SQLException {
    List<RowCopy> backwards = new ArrayList<>(copies.values());
    for (int i = backwards.size() - 1; i >= 0; i--) {
      backwards.get(i).deleteGone();
    }
  }

  private static void compare(Map<String, RowCopy> copies, Map<String, Sum> after)
      throws SQLException {
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, RowCopy> entry : copies.entrySet()) {
      Sum now = entry.getValue().changedRows();
      if (!now.equals(entry.getValue().stagedRows())) {
        different.add(entry.getKey());
      }
      after.merge(entry.getKey(), now, Sum::plus);
    }
    if (!different.isEmpty()) {
      throw MoveException.notEqual(different);
    }
  }
}
