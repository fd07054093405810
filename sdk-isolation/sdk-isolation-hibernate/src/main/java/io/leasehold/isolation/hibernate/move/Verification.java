package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.RowCopy.Sum;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether both places have the same rows. */
final class Verification {

  private Verification() {}

  /**
   * The counts and sums of all rows.
   *
   * @param source the source as it was when the target was brought to it
   * @throws MoveException if a table is not equal at both places
   */
  static Map<String, Sum> equalSums(Leg leg, Connection source) throws SQLException {
    Map<String, Sum> there = leg.to().inTransaction(target -> sums(target, leg, leg.targets()));
    Map<String, Sum> here = sums(source, leg, leg.sources());
    List<String> different = new ArrayList<>();
    here.forEach(
        (table, sum) -> {
          if (!sum.equals(there.get(table))) {
            different.add(table);
          }
        });
    if (!different.isEmpty()) {
      throw MoveException.notEqual(different);
    }
    return here;
  }

  private static Map<String, Sum> sums(Connection connection, Leg leg, Map<String, Table> tables)
      throws SQLException {
    Map<String, Sum> sums = new LinkedHashMap<>();
    for (Table table : tables.values()) {
      sums.put(table.name(), RowCopy.sum(connection, table, leg.tenant()));
    }
    return sums;
  }
}
