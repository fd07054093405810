package io.leasehold.isolation.hibernate.move;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyIn;

/**
 * Copies rows of one table over a temporary one, because PostgreSQL takes no COPY into a table
 * whose row security is forced; so what comes in is checked by it once more.
 */
final class RowCopy {

  /** How many rows, and the sum of their hashes, in whatever order they are. */
  record Sum(long rows, BigDecimal hash) {

    static final Sum NOTHING = new Sum(0, BigDecimal.ZERO);

    Sum plus(Sum other) {
      return new Sum(rows + other.rows, hash.add(other.hash));
    }

    Sum minus(Sum other) {
      return new Sum(rows - other.rows, hash.subtract(other.hash));
    }
  }

  private final Connection target;
  private final Table from;
  private final Table to;
  private final String tenant;
  private final String staged;
  private final String changed;

  /**
   * A copy in the transaction that is open on the connection.
   *
   * @param number tells the temporary tables of one transaction apart
   */
  RowCopy(Connection target, Table from, Table to, String tenant, int number) {
    this.target = target;
    this.from = from;
    this.to = to;
    this.tenant = tenant;
    this.staged = "pg_temp.staged_" + number;
    this.changed = "pg_temp.changed_" + number;
  }

  /** Brings the rows that the condition selects at the source beside the table. */
  long stage(Connection source, String condition) throws SQLException {
    makeStage();
    return CopyPipe.copy(
        source,
        all(from, tenant) + " and " + condition,
        target,
        staged + " (" + columns(to.copied()) + ")");
  }

  /** Takes rows beside the table that come from elsewhere. */
  CopyIn openStage() throws SQLException {
    makeStage();
    return CopyPipe.manager(target)
        .copyIn("copy " + staged + " (" + columns(to.copied()) + ") from stdin");
  }

  private void makeStage() throws SQLException {
    Sql.execute(
        target,
        "create temporary table %s on commit drop as select %s from %s with no data"
            .formatted(bare(staged), columns(to.copied()), to.quoted()));
  }

  /** The query of all of the tenant's rows. */
  static String all(Table table, String tenant) {
    return "select %s from %s where %s"
        .formatted(columns(table.copied()), table.quoted(), table.ofTenant(tenant));
  }

  /** Brings the keys that were written at the source, and those rows of the part as they are. */
  void stageChanges(Connection source, long fence, String part) throws SQLException {
    Sql.execute(target, "create temporary table " + bare(changed) + " (key text[]) on commit drop");
    String log =
        "leasehold_move.change_log l where l.fence_id = "
            + fence
            + " and l.tbl = "
            + Sql.literal(from.name());
    CopyPipe.copy(source, "select distinct l.key from " + log, target, changed);
    stage(
        source,
        "(%s) in (select %s from %s) and %s"
            .formatted(columns(from.key()), typed(from, "l.key"), log, part));
    Sql.execute(target, "analyze " + changed);
    Sql.execute(target, "analyze " + staged);
  }

  /** Puts the staged rows into the table; rows that are there get the new values. */
  void put(List<String> later) throws SQLException {
    List<String> change = to.changeable();
    Sql.execute(
        target,
        "insert into %s (%s) overriding system value select %s from %s on conflict (%s) do %s"
            .formatted(
                to.quoted(),
                columns(to.copied()),
                Sql.list(
                    to.copied(), c -> later.contains(c) ? "null::" + to.typeOf(c) : Sql.name(c)),
                staged,
                columns(to.key()),
                change.isEmpty()
                    ? "nothing"
                    : "update set "
                        + Sql.list(change, c -> Sql.name(c) + " = excluded." + Sql.name(c))));
  }

  /** Fills what was left out when the rows were put. */
  void fill(List<String> later) throws SQLException {
    if (!later.isEmpty()) {
      Sql.execute(
          target,
          "update %s t set %s from %s s where (%s) = (%s) and t.%s"
              .formatted(
                  to.quoted(),
                  Sql.list(later, c -> Sql.name(c) + " = s." + Sql.name(c)),
                  staged,
                  Sql.list(to.key(), k -> "t." + Sql.name(k)),
                  Sql.list(to.key(), k -> "s." + Sql.name(k)),
                  to.ofTenant(tenant)));
    }
  }

  /** Deletes the rows whose key was written and that are no longer at the source. */
  void deleteGone() throws SQLException {
    Sql.execute(
        target,
        """
        delete from %1$s t using (
            select c.key from %2$s c where not exists (
              select 1 from %3$s s where (%4$s) = (%5$s)) offset 0) c
        where (%6$s) = (%5$s) and t.%7$s
        """
            .formatted(
                to.quoted(),
                changed,
                staged,
                Sql.list(to.key(), k -> "s." + Sql.name(k)),
                typed(to, "c.key"),
                Sql.list(to.key(), k -> "t." + Sql.name(k)),
                to.ofTenant(tenant)));
  }

  /** The sum of those rows in the table whose key was written. */
  Sum changedRows() throws SQLException {
    return sum(
        target,
        to,
        tenant,
        "(%s) in (select %s from %s c)".formatted(columns(to.key()), typed(to, "c.key"), changed));
  }

  /** The sum of the rows as they came. */
  Sum stagedRows() throws SQLException {
    return sum(target, staged, to.copied(), "true");
  }

  /** The sum of all of the tenant's rows. */
  static Sum sum(Connection connection, Table table, String tenant) throws SQLException {
    return sum(connection, table, tenant, "true");
  }

  private static Sum sum(Connection connection, Table table, String tenant, String condition)
      throws SQLException {
    return sum(
        connection, table.quoted(), table.copied(), table.ofTenant(tenant) + " and " + condition);
  }

  // What is generated follows from the rest.
  private static Sum sum(
      Connection connection, String table, List<String> columns, String condition)
      throws SQLException {
    return Sql.query(
            connection,
            "select count(*), coalesce(sum(hashtextextended(row(%s)::text, 7102)), 0) from %s where %s"
                .formatted(columns(columns), table, condition),
            row -> new Sum(row.getLong(1), row.getBigDecimal(2)))
        .get(0);
  }

  private static String typed(Table table, String key) {
    StringBuilder typed = new StringBuilder();
    for (int i = 0; i < table.key().size(); i++) {
      typed
          .append(i == 0 ? "" : ", ")
          .append(key)
          .append('[')
          .append(i + 1)
          .append("]::")
          .append(table.typeOf(table.key().get(i)));
    }
    return typed.toString();
  }

  private static String columns(List<String> columns) {
    return Sql.list(columns, Sql::name);
  }

  private static String bare(String temporary) {
    return temporary.substring("pg_temp.".length());
  }
}
