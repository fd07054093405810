package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.TableGroups.Group;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A tenant's rows at one place, as a whole. */
final class Rows {

  private Rows() {}

  /** The tables in which the tenant has a row. */
  static List<String> tablesWithRows(PlaceDatabase at, Collection<Table> tables)
      throws SQLException {
    return at.inTransaction(
        connection -> {
          List<String> found = new ArrayList<>();
          for (Table table : tables) {
            boolean any =
                Sql.query(
                        connection,
                        "select exists (select 1 from %s where %s)"
                            .formatted(table.quoted(), table.ofTenant(at.tenant().value())),
                        row -> row.getBoolean(1))
                    .get(0);
            if (any) {
              found.add(table.name());
            }
          }
          return found;
        });
  }

  /** Deletes them, those first that refer to others. */
  static void delete(
      PlaceDatabase at, Map<String, Table> tables, List<Group> groups, int chunk, Runnable alive)
      throws SQLException {
    for (int i = groups.size() - 1; i >= 0; i--) {
      Group group = groups.get(i);
      if (group.whole()) {
        alive.run();
        deleteWhole(at, tables, group);
      } else {
        deleteInPieces(at, table(tables, group.tables().get(0)), chunk, alive);
      }
    }
  }

  private static void deleteWhole(PlaceDatabase at, Map<String, Table> tables, Group group)
      throws SQLException {
    at.write(
        connection -> {
          Sql.execute(connection, "set constraints all deferred");
          for (String name : group.tables()) {
            Table table = table(tables, name);
            if (!group.later(name).isEmpty()) {
              Sql.execute(
                  connection,
                  "update %s set %s where %s"
                      .formatted(
                          table.quoted(),
                          Sql.list(group.later(name), c -> Sql.name(c) + " = null"),
                          table.ofTenant(at.tenant().value())));
            }
          }
          for (int i = group.tables().size() - 1; i >= 0; i--) {
            Table table = table(tables, group.tables().get(i));
            Sql.execute(
                connection,
                "delete from %s where %s"
                    .formatted(table.quoted(), table.ofTenant(at.tenant().value())));
          }
          return group;
        });
  }

  private static void deleteInPieces(PlaceDatabase at, Table table, int chunk, Runnable alive)
      throws SQLException {
    int deleted;
    do {
      alive.run();
      deleted =
          at.write(
              connection ->
                  Sql.update(
                      connection,
                      "delete from %1$s where (%2$s) in (select %2$s from %1$s where %3$s limit %4$d) and %3$s"
                          .formatted(
                              table.quoted(),
                              Sql.list(table.key(), Sql::name),
                              table.ofTenant(at.tenant().value()),
                              chunk)));
    } while (deleted == chunk);
  }

  private static Table table(Map<String, Table> tables, String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no table " + name);
    }
    return table;
  }
}
