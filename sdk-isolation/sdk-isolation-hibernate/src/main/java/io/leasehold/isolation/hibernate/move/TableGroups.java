package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.Table.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tables in the order of their foreign keys. Those that refer to each other in a circle are one
 * group, whose rows must be copied in one transaction.
 */
final class TableGroups {

  /**
   * Tables to copy in this order.
   *
   * @param whole whether their rows refer to each other, so that no part may be copied alone
   * @param later for each table the columns that are filled after all rows are there
   */
  record Group(List<String> tables, boolean whole, Map<String, List<String>> later) {

    List<String> later(String table) {
      return later.getOrDefault(table, List.of());
    }
  }

  private final Map<String, Table> tables;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Group> groups = new ArrayList<>();

  private TableGroups(Map<String, Table> tables) {
    this.tables = tables;
  }

  /** The groups, those that others refer to first. */
  static List<Group> of(Map<String, Table> tables) {
    TableGroups search = new TableGroups(tables);
    for (String table : tables.keySet()) {
      if (!search.order.containsKey(table)) {
        search.visit(table);
      }
    }
    return List.copyOf(search.groups);
  }

  // Tarjan's strongly connected components; they come out with what is referred to first.
  private int visit(String table) {
    int mine = order.size();
    order.put(table, mine);
    lowest.put(table, mine);
    open.push(table);
    int low = mine;
    for (String next : referredTo(table)) {
      if (!order.containsKey(next)) {
        low = Math.min(low, visit(next));
      } else if (open.contains(next)) {
        low = Math.min(low, order.get(next));
      }
    }
    lowest.put(table, low);
    if (low == mine) {
      Set<String> members = new LinkedHashSet<>();
      String member;
      do {
        member = open.pop();
        members.add(member);
      } while (!member.equals(table));
      groups.add(group(members));
    }
    return low;
  }

  private List<String> referredTo(String table) {
    return table(table).references().stream()
        .map(Reference::table)
        .filter(tables::containsKey)
        .toList();
  }

  private Table table(String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no table " + name);
    }
    return table;
  }

  private Group group(Set<String> members) {
    if (members.size() == 1) {
      String only = members.iterator().next();
      return new Group(List.of(only), table(only).refersToItself(), Map.of());
    }
    Map<String, List<String>> later = new HashMap<>();
    Map<String, Set<String>> before = new HashMap<>();
    for (String member : members) {
      before.put(member, new LinkedHashSet<>());
      for (Reference reference : table(member).references()) {
        boolean inside = members.contains(reference.table()) && !reference.table().equals(member);
        if (!inside || reference.deferrable()) {
          continue;
        }
        if (reference.columns().isEmpty()) {
          before.get(member).add(reference.table());
        } else {
          later.computeIfAbsent(member, m -> new ArrayList<>()).addAll(reference.columns());
        }
      }
    }
    return new Group(sorted(before), true, later);
  }

  private static List<String> sorted(Map<String, Set<String>> before) {
    List<String> sorted = new ArrayList<>();
    while (sorted.size() < before.size()) {
      String next =
          before.entrySet().stream()
              .filter(e -> !sorted.contains(e.getKey()) && sorted.containsAll(e.getValue()))
              .map(Map.Entry::getKey)
              .sorted()
              .findFirst()
              .orElseThrow(
                  () ->
                      MoveException.notMovable(
                          List.of(
                              "the tables "
                                  + String.join(", ", before.keySet().stream().sorted().toList())
                                  + " refer to each other by columns that are not null; make one"
                                  + " foreign key deferrable")));
      sorted.add(next);
    }
    return List.copyOf(sorted);
  }
}
