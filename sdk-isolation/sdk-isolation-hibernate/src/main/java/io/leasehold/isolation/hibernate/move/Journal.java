package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.MoveReport.TableCount;
import io.leasehold.isolation.hibernate.move.RowCopy.Sum;
import io.leasehold.isolation.hibernate.placement.IsolationMode;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnSchema;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.Shared;
import io.leasehold.isolation.hibernate.placement.TenantPlacements;
import io.leasehold.isolation.hibernate.placement.TenantWhereabouts;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The moves, and where tenants are, in the shared database. */
final class Journal {

  private static final String OPEN = " state not in ('FINISHED', 'UNDONE')";

  private final DataSource shared;

  Journal(DataSource shared) {
    this.shared = Objects.requireNonNull(shared, "shared");
  }

  /** Puts a move on record, if the tenant has no other one. */
  long plan(TenantId tenant, TenantPlacement from, TenantPlacement to) throws SQLException {
    return transaction(
        connection -> {
          List<Long> made =
              Sql.query(
                  connection,
                  """
                  insert into leasehold_move.move
                    (tenant_id, source_mode, source_name, target_mode, target_name)
                  values (?, ?, ?, ?, ?)
                  on conflict (tenant_id) where state not in ('FINISHED', 'UNDONE') do nothing
                  returning id
                  """,
                  row -> row.getLong(1),
                  tenant.value(),
                  from.mode().name(),
                  nameOf(from),
                  to.mode().name(),
                  nameOf(to));
          if (made.isEmpty()) {
            throw MoveException.alreadyMoving(tenant);
          }
          return made.get(0);
        });
  }

  Optional<TenantPlacement> placeOf(TenantId tenant) throws SQLException {
    return transaction(
        connection ->
            Sql.query(
                    connection,
                    "select mode, name from leasehold_move.tenant_placement where tenant_id = ?",
                    row -> placement(row.getString(1), row.getString(2)),
                    tenant.value())
                .stream()
                .findFirst());
  }

  /**
   * Where the tenant is, and the fence there as long as it may go on from there.
   *
   * @param initial where it is if it never moved
   */
  TenantWhereabouts whereabouts(TenantId tenant, TenantPlacements initial) throws SQLException {
    // In one statement, so that both are of one moment.
    return transaction(
            connection ->
                Sql.query(
                    connection,
                    """
                    select p.mode, p.name, m.id, m.target_mode, m.target_name
                    from (select ?::text as tenant) asked
                      left join leasehold_move.tenant_placement p on p.tenant_id = asked.tenant
                      left join leasehold_move.move m on m.tenant_id = asked.tenant and
                        m.state in ('COPYING', 'FOLLOWING', 'SWITCHED', 'KEPT', 'RETURNING')
                    """,
                    row -> whereabouts(row, tenant, initial),
                    tenant.value()))
        .get(0);
  }

  private static TenantWhereabouts whereabouts(
      ResultSet row, TenantId tenant, TenantPlacements initial) throws SQLException {
    String mode = row.getString(1);
    TenantPlacement place = mode == null ? initial.of(tenant) : placement(mode, row.getString(2));
    String target = row.getString(4);
    if (target == null) {
      return TenantWhereabouts.settled(place);
    }
    long move = row.getLong(3);
    return TenantWhereabouts.moving(
        place,
        place.equals(placement(target, row.getString(5)))
            ? Fence.atTarget(move)
            : Fence.atSource(move));
  }

  /** How long it takes until nobody remembers the tenant as one that does not move. */
  Duration untilKnown(long move, Duration remembered) throws SQLException {
    return transaction(
        connection ->
            Sql.query(
                    connection,
                    """
                    select greatest(0, ceil(1000 * extract(epoch from
                      known_at + ? * interval '1 millisecond' - now())))
                    from leasehold_move.move where id = ?
                    """,
                    row -> Duration.ofMillis(row.getLong(1)),
                    remembered.toMillis(),
                    move)
                .get(0));
  }

  /** Takes the turn for a while, from whoever's is over; empty if it is not. */
  Optional<Long> take(long move, Duration lease) throws SQLException {
    return transaction(
        connection ->
            Sql.query(
                    connection,
                    """
                    update leasehold_move.move
                    set token = token + 1, lease_until = now() + ? * interval '1 millisecond'
                    where id = ? and lease_until < now() and
                    """
                        + OPEN
                        + " returning token",
                    row -> row.getLong(1),
                    lease.toMillis(),
                    move)
                .stream()
                .findFirst());
  }

  /** Prolongs the turn. */
  void prolong(long move, long token, Duration lease) throws SQLException {
    mine(
        move,
        transaction(
            connection ->
                Sql.update(
                    connection,
                    """
                    update leasehold_move.move
                    set lease_until = now() + ? * interval '1 millisecond'
                    where id = ? and token = ?
                    """,
                    lease.toMillis(),
                    move,
                    token)));
  }

  /** Ends the turn, so that another node may go on at once. */
  void release(long move, long token) throws SQLException {
    transaction(
        connection ->
            Sql.update(
                connection,
                "update leasehold_move.move set lease_until = '-infinity' where id = ? and token = ?",
                move,
                token));
  }

  void state(long move, long token, MoveState from, MoveState to) throws SQLException {
    transaction(connection -> state(connection, move, token, from, to));
  }

  /** Notes why it is to be undone. */
  void fail(long move, long token, MoveState from, String code) throws SQLException {
    transaction(
        connection -> {
          state(connection, move, token, from, MoveState.UNDOING);
          return Sql.update(
              connection, "update leasehold_move.move set failure = ? where id = ?", code, move);
        });
  }

  /** The moment of the change: the tenant is at the place from its end on. */
  void switchTo(
      long move,
      long token,
      MoveState from,
      MoveState to,
      TenantId tenant,
      TenantPlacement place,
      Duration keep,
      Map<String, Sum> sums)
      throws SQLException {
    transaction(
        connection -> {
          state(connection, move, token, from, to);
          Sql.update(
              connection,
              """
              update leasehold_move.move set switched_at = now(),
                keep_until = now() + ? * interval '1 millisecond' where id = ?
              """,
              keep.toMillis(),
              move);
          Sql.update(
              connection,
              """
              insert into leasehold_move.tenant_placement as p (tenant_id, mode, name)
                values (?, ?, ?)
              on conflict (tenant_id) do update set mode = excluded.mode, name = excluded.name,
                epoch = p.epoch + 1, changed_at = now()
              """,
              tenant.value(),
              place.mode().name(),
              nameOf(place));
          Sql.update(connection, "delete from leasehold_move.move_table where move_id = ?", move);
          for (Map.Entry<String, Sum> sum : sums.entrySet()) {
            Sql.update(
                connection,
                "insert into leasehold_move.move_table values (?, ?, ?, ?)",
                move,
                sum.getKey(),
                sum.getValue().rows(),
                sum.getValue().hash().toPlainString());
          }
          return move;
        });
  }

  void writeStop(long move, Duration length) throws SQLException {
    transaction(
        connection ->
            Sql.update(
                connection,
                "update leasehold_move.move set write_stop_micros = ? where id = ?",
                length.toNanos() / 1_000,
                move));
  }

  MoveReport report(long move) throws SQLException {
    return transaction(
        connection -> {
          List<TableCount> tables =
              Sql.query(
                  connection,
                  "select name, rows, checksum from leasehold_move.move_table"
                      + " where move_id = ? order by name",
                  row -> new TableCount(row.getString(1), row.getLong(2), row.getString(3)),
                  move);
          return Sql.query(
                  connection,
                  "select * from leasehold_move.move where id = ?",
                  row -> report(row, tables),
                  move)
              .stream()
              .findFirst()
              .orElseThrow(() -> MoveException.noSuchMove(move, "there is none with this number"));
        });
  }

  /** The moves that somebody has to go on with. */
  List<Long> waiting() throws SQLException {
    return transaction(
        connection ->
            Sql.query(
                connection,
                "select id from leasehold_move.move where lease_until < now() and ("
                    + OPEN
                    + " and (state <> 'KEPT' or keep_until < now())) order by id",
                row -> row.getLong(1)));
  }

  private static int state(
      Connection connection, long move, long token, MoveState from, MoveState to)
      throws SQLException {
    int changed =
        Sql.update(
            connection,
            """
            update leasehold_move.move set state = ?, ended_at = case when ? then now() end,
              known_at = coalesce(known_at, clock_timestamp())
            where id = ? and token = ? and state = ?
            """,
            to.name(),
            to.over(),
            move,
            token,
            from.name());
    mine(move, changed);
    return changed;
  }

  private static void mine(long move, int changed) {
    if (changed == 0) {
      throw MoveException.takenOver(move);
    }
  }

  private static MoveReport report(ResultSet row, List<TableCount> tables) throws SQLException {
    long micros = row.getLong("write_stop_micros");
    Optional<Duration> stop =
        row.wasNull() ? Optional.empty() : Optional.of(Duration.ofNanos(micros * 1_000));
    Timestamp keep = row.getTimestamp("keep_until");
    Optional<Instant> until = keep == null ? Optional.empty() : Optional.of(keep.toInstant());
    return new MoveReport(
        row.getLong("id"),
        TenantId.of(row.getString("tenant_id")),
        placement(row.getString("source_mode"), row.getString("source_name")),
        placement(row.getString("target_mode"), row.getString("target_name")),
        MoveState.valueOf(row.getString("state")),
        stop,
        until,
        tables,
        Optional.ofNullable(row.getString("failure")));
  }

  private static TenantPlacement placement(String mode, @Nullable String name) {
    return switch (IsolationMode.valueOf(mode)) {
      case DISCRIMINATOR -> new Shared();
      case SCHEMA -> new OwnSchema(Objects.requireNonNull(name));
      case DATABASE -> new OwnDatabase(Objects.requireNonNull(name));
    };
  }

  private static @Nullable String nameOf(TenantPlacement place) {
    if (place instanceof OwnSchema own) {
      return own.schema();
    }
    return place instanceof OwnDatabase own ? own.database() : null;
  }

  private <T> T transaction(PlaceDatabase.Work<T> work) throws SQLException {
    try (Connection connection = shared.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
