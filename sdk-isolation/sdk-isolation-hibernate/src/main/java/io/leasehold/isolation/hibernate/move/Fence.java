package io.leasehold.isolation.hibernate.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What stands between the tenant's users and its tables at one place during a move: triggers that
 * note or refuse writes, and a policy that refuses reads. Other tenants pay a comparison of two
 * texts for each statement, and nothing for a write.
 */
final class Fence {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final List<String> KINDS = List.of("_i", "_u", "_d", "_t");
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final PlaceDatabase database;
  private final Collection<Table> tables;
  private final Duration lockWait;
  private final int attempts;

  Fence(PlaceDatabase database, Collection<Table> tables, Duration lockWait, int attempts) {
    this.database = database;
    this.tables = tables;
    this.lockWait = lockWait;
    this.attempts = attempts;
  }

  /** The number of the fence where the move begins. */
  static long atSource(long move) {
    return 2 * move;
  }

  /** The number of the fence where the move leads. */
  static long atTarget(long move) {
    return 2 * move + 1;
  }

  /** Takes the turn of every mover before. */
  void take() throws SQLException {
    database.inTransaction(
        connection ->
            Sql.update(
                connection,
                """
                insert into leasehold_move.mover as m (fence_id, token) values (?, ?)
                on conflict (fence_id) do update set token = excluded.token
                  where m.token < excluded.token
                """,
                database.fence(),
                database.token()));
  }

  /** Puts it up, in this mode. */
  void install(String mode) throws SQLException {
    database.write(
        connection -> {
          Sql.update(
              connection,
              """
              insert into leasehold_move.fence (id, tenant_id, mode) values (?, ?, ?)
              on conflict (id) do update set mode = excluded.mode
              """,
              database.fence(),
              database.tenant().value(),
              mode);
          return Sql.update(
              connection,
              "insert into leasehold_move.gate (fence_id) values (?) on conflict do nothing",
              database.fence());
        });
    int number = 0;
    for (Table table : tables) {
      int n = number++;
      locked(table, connection -> guard(connection, table, n));
    }
  }

  /** Takes it down, and forgets what was noted. */
  void remove() throws SQLException {
    for (Table table : tables) {
      locked(table, connection -> unguard(connection, table));
    }
    database.write(
        connection -> {
          // Of a part that was detached meanwhile.
          for (String left :
              Sql.query(
                  connection,
                  "select polrelid::regclass::text from pg_policy where polname = ?",
                  row -> row.getString(1),
                  "leasehold_moving_" + database.fence())) {
            Sql.execute(
                connection, "drop policy leasehold_moving_" + database.fence() + " on " + left);
          }
          for (String function :
              Sql.query(
                  connection,
                  "select oid::regprocedure::text from pg_proc where proname like ?"
                      + " and pronamespace = 'leasehold_move'::regnamespace",
                  row -> row.getString(1),
                  "capture\\_" + database.fence() + "\\_%")) {
            Sql.execute(connection, "drop function " + function);
          }
          for (String of : List.of("change_log", "copied", "gate", "mover")) {
            Sql.update(
                connection,
                "delete from leasehold_move." + of + " where fence_id = ?",
                database.fence());
          }
          return Sql.update(
              connection, "delete from leasehold_move.fence where id = ?", database.fence());
        });
  }

  /** Lets the tenant in, or keeps it out. */
  void mode(String mode) throws SQLException {
    database.write(connection -> mode(connection, mode));
  }

  /** Lets writers in again. */
  void open() throws SQLException {
    database.write(
        connection -> {
          mode(connection, "CAPTURE");
          return gate(connection, false);
        });
  }

  /**
   * Waits for the transactions that have written and lets no other one write.
   *
   * @return whether all ended in time; if not, writers are let in again
   */
  boolean stop() throws SQLException {
    mode("STOPPING");
    try {
      database.write(
          connection -> {
            limitLocks(connection);
            return gate(connection, true);
          });
      return true;
    } catch (SQLException e) {
      open();
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      return false;
    }
  }

  private int mode(Connection connection, String mode) throws SQLException {
    return Sql.update(
        connection,
        "update leasehold_move.fence set mode = ? where id = ?",
        mode,
        database.fence());
  }

  private int gate(Connection connection, boolean closed) throws SQLException {
    return Sql.update(
        connection,
        "update leasehold_move.gate set closed = ? where fence_id = ?",
        closed,
        database.fence());
  }

  // Whoever waits for a lock on a table has everybody else wait behind; so it waits shortly.
  private void locked(Table table, PlaceDatabase.Work<Boolean> work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        database.write(
            connection -> {
              limitLocks(connection);
              Sql.execute(connection, "lock table " + table.quoted());
              return work.on(connection);
            });
        return;
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
        if (attempt >= attempts) {
          throw MoveException.writersTooBusy(
              "table " + table.name() + " was never free for a moment; end long transactions");
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void limitLocks(Connection connection) throws SQLException {
    Sql.execute(connection, "set local lock_timeout = " + lockWait.toMillis());
  }

  private boolean guard(Connection connection, Table table, int number) throws SQLException {
    for (String statement : guards(table, number, Tables.parts(connection, table))) {
      Sql.execute(connection, statement);
    }
    return true;
  }

  private List<String> guards(Table table, int number, List<String> parts) {
    long fence = database.fence();
    String function = "leasehold_move.capture_" + fence + "_" + number + "()";
    String trigger = "leasehold_moving_" + fence;
    String on = " on " + table.quoted();
    String run = " execute function " + function;
    List<String> statements = new ArrayList<>();
    statements.add(capture(table, function));
    statements.add("revoke all on function " + function + " from public");
    statements.add(
        "create or replace trigger "
            + trigger
            + "_i after insert"
            + on
            + " for each row when ("
            + concerns("new", table)
            + ")"
            + run);
    statements.add(
        "create or replace trigger "
            + trigger
            + "_u after update"
            + on
            + " for each row when ("
            + concerns("old", table)
            + " or "
            + concerns("new", table)
            + ")"
            + run);
    statements.add(
        "create or replace trigger "
            + trigger
            + "_d after delete"
            + on
            + " for each row when ("
            + concerns("old", table)
            + ")"
            + run);
    statements.add(
        "create or replace trigger "
            + trigger
            + "_t before truncate"
            + on
            + " for each statement execute function leasehold_move.refuse_truncate()");
    for (String kind : KINDS) {
      statements.add("alter table " + table.quoted() + " enable always trigger " + trigger + kind);
    }
    String policy =
        " as restrictive for all to public using ((select "
            + table.tenantExpression()
            + " is distinct from "
            + Sql.literal(database.tenant().value())
            + " or leasehold_move.admits("
            + fence
            + ")))";
    // Triggers come to partitions by themselves; policies do not, and a partition may be named.
    for (String part : parts) {
      statements.add("drop policy if exists " + trigger + " on " + part);
      statements.add("create policy " + trigger + " on " + part + policy);
    }
    return statements;
  }

  private String concerns(String row, Table table) {
    return row + "." + table.ofTenant(database.tenant().value());
  }

  private String capture(Table table, String function) {
    return """
    create or replace function %s returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    set datestyle = 'ISO, YMD' set timezone = 'UTC' as $capture$
    begin
      if leasehold_move.is_mover(%2$d) then
        return null;
      end if;
      perform leasehold_move.admit_write(%2$d);
      if tg_op <> 'INSERT' then
        insert into leasehold_move.change_log (fence_id, tbl, key)
          values (%2$d, %3$s, array[%4$s]);
      end if;
      if tg_op = 'INSERT' or tg_op = 'UPDATE' and array[%4$s] is distinct from array[%5$s] then
        insert into leasehold_move.change_log (fence_id, tbl, key)
          values (%2$d, %3$s, array[%5$s]);
      end if;
      return null;
    end $capture$
    """
        .formatted(
            function,
            database.fence(),
            Sql.literal(table.name()),
            Sql.list(table.key(), k -> "old." + Sql.name(k) + "::text"),
            Sql.list(table.key(), k -> "new." + Sql.name(k) + "::text"));
  }

  private boolean unguard(Connection connection, Table table) throws SQLException {
    String trigger = "leasehold_moving_" + database.fence();
    for (String kind : KINDS) {
      Sql.execute(connection, "drop trigger if exists " + trigger + kind + " on " + table.quoted());
    }
    for (String part : Tables.parts(connection, table)) {
      Sql.execute(connection, "drop policy if exists " + trigger + " on " + part);
    }
    return true;
  }
}
