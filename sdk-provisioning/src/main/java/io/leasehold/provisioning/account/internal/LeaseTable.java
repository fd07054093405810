package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseRequest;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Reads and writes of {@code lease}. */
final class LeaseTable {

  /**
   * The queue in the order it is served: the tenant that holds the fewest accounts comes first, and
   * among equals who asked first. So a tenant whose whole class asks at once fills what nobody else
   * wants, and no more.
   */
  private static final String FAIR_QUEUE =
      """
      select id, row_number() over (order by coalesce(held, 0) + nth, seq) as rank from
        (select id, tenant, seq, row_number() over (partition by tenant order by seq) as nth
           from $.lease where state = 'QUEUED') as waiting
        left join
        (select tenant, count(*) as held from $.lease
           where state in ('CLAIMED', 'ACTIVE', 'ENDING') group by tenant) as holding
        using (tenant)
      """;

  /**
   * Puts a new lease at the end of the queue.
   *
   * @return false if the key or a live lease of the same principal and purpose was there first
   */
  boolean insert(Connection c, LeaseId id, LeaseRequest r, Instant now) throws SQLException {
    return Query.of(
                """
                insert into $.lease (id, tenant, principal, purpose, request_key, length_ms,
                  notify_run, state, requested_at)
                values (?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?) on conflict do nothing
                """,
                id.value(),
                r.tenant().value(),
                r.principal(),
                r.purpose(),
                r.requestKey(),
                r.length().toMillis(),
                r.notifyRun().map(Object::toString).orElse(null),
                now)
            .execute(c)
        == 1;
  }

  Optional<LeaseRow> byKey(Connection c, LeaseRequest request) throws SQLException {
    return Query.of(
            "select * from $.lease where tenant = ? and request_key = ?",
            request.tenant().value(),
            request.requestKey())
        .first(c, LeaseRow::read);
  }

  Optional<LeaseRow> live(Connection c, LeaseRequest request) throws SQLException {
    return Query.of(
            """
            select * from $.lease where tenant = ? and principal = ? and purpose = ?
              and state in ('QUEUED', 'CLAIMED', 'ACTIVE')
            """,
            request.tenant().value(),
            request.principal(),
            request.purpose())
        .first(c, LeaseRow::read);
  }

  Optional<LeaseRow> find(Connection c, LeaseId id) throws SQLException {
    return Query.of("select * from $.lease where id = ?", id.value()).first(c, LeaseRow::read);
  }

  Optional<LeaseRow> lock(Connection c, LeaseId id) throws SQLException {
    return Query.of("select * from $.lease where id = ? for update", id.value())
        .first(c, LeaseRow::read);
  }

  /** The next of the queue, locked. */
  Optional<LeaseRow> head(Connection c) throws SQLException {
    while (true) {
      Optional<LeaseId> next =
          Query.of("select id from (" + FAIR_QUEUE + ") as queue where rank = 1")
              .first(c, row -> new LeaseId(row.getObject(1, UUID.class)));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Optional<LeaseRow> locked =
          lock(c, next.get()).filter(row -> row.lease().state() == LeaseState.QUEUED);
      if (locked.isPresent()) {
        return locked;
      }
      // It was given up between the look and the lock.
    }
  }

  boolean queueBefore(Connection c, long seq) throws SQLException {
    return Query.of("select count(*) from $.lease where state = 'QUEUED' and seq < ?", seq)
            .number(c)
        > 0;
  }

  long queued(Connection c) throws SQLException {
    return Query.of("select count(*) from $.lease where state = 'QUEUED'").number(c);
  }

  OptionalInt rank(Connection c, LeaseId id) throws SQLException {
    long rank =
        Query.of(
                "select coalesce(max(rank), 0) from (" + FAIR_QUEUE + ") as queue where id = ?",
                id.value())
            .number(c);
    return rank == 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(rank));
  }

  void claimed(Connection c, LeaseId id, AccountRow account, Instant now) throws SQLException {
    Query.of(
            """
            update $.lease set state = 'CLAIMED', account = ?, account_id = ?, epoch = ?,
              claimed_at = ? where id = ? and state = 'QUEUED'
            """,
            account.key(),
            account.known().value(),
            account.epoch().value(),
            now,
            id.value())
        .execute(c);
  }

  void activated(Connection c, LeaseId id, Instant now, Instant expiresAt) throws SQLException {
    Query.of(
            """
            update $.lease set state = 'ACTIVE', activated_at = ?, expires_at = ?
            where id = ? and state = 'CLAIMED'
            """,
            now,
            expiresAt,
            id.value())
        .execute(c);
  }

  void over(Connection c, LeaseId id, LeaseState state, EndReason reason, Instant now)
      throws SQLException {
    Query.of(
            "update $.lease set state = ?, end_reason = ?, ended_at = ? where id = ?",
            state,
            reason,
            now,
            id.value())
        .execute(c);
  }

  /** The access is gone: the lease that was ending on this account has ended. */
  void revoked(Connection c, UUID account, Instant now) throws SQLException {
    Query.of(
            "update $.lease set state = 'ENDED', ended_at = ? where account = ? and state = 'ENDING'",
            now,
            account)
        .execute(c);
  }

  List<LeaseId> live(Connection c, TenantId tenant) throws SQLException {
    return Query.of(
            "select id from $.lease where tenant = ? and state in ('QUEUED', 'CLAIMED', 'ACTIVE')",
            tenant.value())
        .all(c, row -> new LeaseId(row.getObject(1, UUID.class)));
  }

  Set<TenantId> tenantsWithLiveLeases(Connection c) throws SQLException {
    return Set.copyOf(
        Query.of(
                "select distinct tenant from $.lease where state in ('QUEUED', 'CLAIMED', 'ACTIVE')")
            .all(c, row -> TenantId.of(row.getString(1))));
  }

  List<LeaseId> expired(Connection c, Instant now) throws SQLException {
    return ids(c, "select id from $.lease where state = 'ACTIVE' and expires_at <= ?", now);
  }

  List<LeaseId> notActivatedSince(Connection c, Instant then) throws SQLException {
    return ids(c, "select id from $.lease where state = 'CLAIMED' and claimed_at <= ?", then);
  }

  Optional<Instant> nextExpiry(Connection c) throws SQLException {
    return Query.of(
            "select expires_at from $.lease where state = 'ACTIVE' order by expires_at limit 1")
        .first(c, row -> Query.instant(row, "expires_at"));
  }

  private static List<LeaseId> ids(Connection c, String sql, Instant at) throws SQLException {
    return Query.of(sql + " limit 200", at)
        .all(c, row -> new LeaseId(row.getObject(1, UUID.class)));
  }
}
