package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.TableGroups.Group;
import java.util.List;
import java.util.Map;

/**
 * One way of a move: from where rows are read to where they are written.
 *
 * @param groups the tables in the order of their foreign keys
 */
record Leg(
    PlaceDatabase from,
    PlaceDatabase to,
    Map<String, Table> sources,
    Map<String, Table> targets,
    List<Group> groups) {

  Table source(String name) {
    return named(sources, name);
  }

  Table target(String name) {
    return named(targets, name);
  }

  String tenant() {
    return from.tenant().value();
  }

  /** The way back. */
  Leg back() {
    return new Leg(to, from, targets, sources, groups);
  }

  private static Table named(Map<String, Table> tables, String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no table " + name);
    }
    return table;
  }
}
