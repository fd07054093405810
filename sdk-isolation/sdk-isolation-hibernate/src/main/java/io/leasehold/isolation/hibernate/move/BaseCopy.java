package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.PlaceDatabase.Snapshot;
import io.leasehold.isolation.hibernate.move.TableGroups.Group;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows that there are, in pieces of the primary key, all as they were at one moment. How
 * far it came is written with the rows, so that it goes on there after a crash; what was copied
 * before is then brought to the new moment first.
 */
final class BaseCopy {

  private final Leg leg;
  private final int chunk;
  private final Runnable alive;

  /**
   * A copy.
   *
   * @param chunk rows in a piece
   * @param alive called now and then
   */
  BaseCopy(Leg leg, int chunk, Runnable alive) {
    this.leg = leg;
    this.chunk = chunk;
    this.alive = alive;
  }

  void run() throws SQLException {
    Progress progress = Progress.read(leg.to());
    try (Snapshot snapshot = leg.from().snapshot()) {
      if (progress.begun()) {
        new Changes(leg).bringTo(snapshot.connection(), progress);
      }
      for (Group group : leg.groups()) {
        if (progress.isDone(group.tables().get(0))) {
          continue;
        }
        alive.run();
        if (group.whole()) {
          copyWhole(snapshot.connection(), group);
        } else {
          copyInPieces(snapshot.connection(), group.tables().get(0), progress);
        }
        analyze(group);
      }
    }
  }

  // The planner must not take a table for empty that is full now.
  private void analyze(Group group) throws SQLException {
    leg.to()
        .write(
            target -> {
              for (String name : group.tables()) {
                Sql.execute(target, "analyze " + leg.target(name).quoted());
              }
              return group;
            });
  }

  private void copyWhole(Connection source, Group group) throws SQLException {
    leg.to()
        .write(
            target -> {
              Sql.execute(target, "set constraints all deferred");
              List<RowCopy> copies = new ArrayList<>();
              for (String name : group.tables()) {
                RowCopy copy = copy(target, name, copies.size());
                copies.add(copy);
                copy.stage(source, "true");
                put(copy, name, group.later(name));
              }
              for (int i = 0; i < copies.size(); i++) {
                copies.get(i).fill(group.later(group.tables().get(i)));
              }
              for (String name : group.tables()) {
                Progress.write(target, leg.to().fence(), name, null, true);
              }
              return copies.size();
            });
  }

  private void copyInPieces(Connection source, String name, Progress progress) throws SQLException {
    List<String> after = progress.positionOf(name);
    boolean more = true;
    while (more) {
      alive.run();
      List<String> begin = after;
      List<String> end = endOfPiece(source, leg.source(name), begin);
      leg.to()
          .write(
              target -> {
                RowCopy copy = copy(target, name, 0);
                copy.stage(source, range(leg.source(name), begin, end));
                put(copy, name, List.of());
                Progress.write(target, leg.to().fence(), name, end, end == null);
                return true;
              });
      after = end;
      more = end != null;
    }
  }

  private void put(RowCopy copy, String name, List<String> later) throws SQLException {
    try {
      copy.put(later);
    } catch (SQLException e) {
      if (MoveException.isKeyTaken(e)) {
        throw MoveException.keyTaken(name);
      }
      throw e;
    }
  }

  private RowCopy copy(Connection target, String name, int number) {
    return new RowCopy(target, leg.source(name), leg.target(name), leg.tenant(), number);
  }

  private @Nullable List<String> endOfPiece(
      Connection source, Table table, @Nullable List<String> begin) throws SQLException {
    String key = Sql.list(table.key(), Sql::name);
    List<List<String>> found =
        Sql.query(
            source,
            "select array[%s] from %s where %s and %s order by %s offset %d limit 1"
                .formatted(
                    Sql.list(table.key(), k -> Sql.name(k) + "::text"),
                    table.quoted(),
                    table.ofTenant(leg.tenant()),
                    range(table, begin, null),
                    key,
                    chunk - 1),
            row -> List.of((String[]) row.getArray(1).getArray()));
    return found.isEmpty() ? null : found.get(0);
  }

  /** The condition that a row's key is after one position and not after the other. */
  static String range(Table table, @Nullable List<String> begin, @Nullable List<String> end) {
    String key = "(" + Sql.list(table.key(), Sql::name) + ")";
    String after = begin == null ? "true" : key + " > " + position(table, begin);
    return end == null ? after : after + " and " + key + " <= " + position(table, end);
  }

  private static String position(Table table, List<String> values) {
    List<String> typed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      typed.add(Sql.literal(values.get(i)) + "::" + table.typeOf(table.key().get(i)));
    }
    return "(" + String.join(", ", typed) + ")";
  }
}
