package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what is to be moved between two places, and whether it can be. */
final class Legs {

  private Legs() {}

  /**
   * The way between two places.
   *
   * @param strict whether both must have the same tables; not in order to delete rows
   */
  static Leg between(
      PlaceDatabase from,
      TenantPlacement fromPlace,
      PlaceDatabase to,
      TenantPlacement toPlace,
      MoveOptions options,
      boolean strict)
      throws SQLException {
    Map<String, Table> here = read(from);
    Map<String, Table> there = read(to);
    if (fromPlace.equals(toPlace)) {
      throw MoveException.notMovable(List.of("the tenant is there already"));
    }
    List<String> differences = new ArrayList<>();
    // A table that both places share, because the tenant's own schema lacks it, stays.
    boolean oneDatabase = databaseOf(fromPlace).equals(databaseOf(toPlace));
    Map<String, Table> sources = new TreeMap<>();
    Map<String, Table> targets = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    for (String name : names) {
      Table one = here.get(name);
      Table other = there.get(name);
      if (one == null || other == null) {
        differences.add(name + " is missing at the " + (one == null ? "old" : "new") + " place");
      } else if (!oneDatabase || !one.schema().equals(other.schema())) {
        sources.put(name, one);
        targets.put(name, other);
        differences.addAll(Tables.differences(one, other));
      }
    }
    if (strict) {
      if (!differences.isEmpty()) {
        throw MoveException.tablesDiffer(differences);
      }
      requireMovable(sources, targets, options.triggersKnow());
    }
    return new Leg(from, to, sources, targets, TableGroups.of(sources));
  }

  /** Whether nobody has migrated one of the places since. */
  static void requireUnchanged(Leg leg) throws SQLException {
    Map<String, Table> here = read(leg.from());
    Map<String, Table> there = read(leg.to());
    List<String> changed = new ArrayList<>();
    leg.sources()
        .forEach(
            (name, table) -> {
              if (!same(table, here.get(name)) || !same(leg.target(name), there.get(name))) {
                changed.add(name + " was changed during the move");
              }
            });
    if (!changed.isEmpty()) {
      throw MoveException.tablesDiffer(changed);
    }
  }

  private static boolean same(Table before, @Nullable Table now) {
    return now != null
        && before.quoted().equals(now.quoted())
        && before.shape().equals(now.shape());
  }

  private static void requireMovable(
      Map<String, Table> sources, Map<String, Table> targets, boolean triggersKnow) {
    TreeSet<String> problems = new TreeSet<>();
    for (Map<String, Table> tables : List.of(sources, targets)) {
      tables
          .values()
          .forEach(
              table ->
                  table.problems().stream()
                      .filter(problem -> !triggersKnow || !problem.startsWith("trigger "))
                      .forEach(problems::add));
    }
    if (sources.isEmpty()) {
      problems.add("there is no table with row security");
    }
    if (!problems.isEmpty()) {
      throw MoveException.notMovable(List.copyOf(problems));
    }
  }

  private static Map<String, Table> read(PlaceDatabase place) throws SQLException {
    return place.inTransaction(place::tables);
  }

  private static String databaseOf(TenantPlacement place) {
    return place instanceof TenantPlacement.OwnDatabase own
        ? Objects.requireNonNull(own.database())
        : "";
  }
}
