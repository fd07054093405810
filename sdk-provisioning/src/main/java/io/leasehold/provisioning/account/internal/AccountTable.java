package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.LeaseId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and compare-and-set writes of {@code pool_account}. Every change of a state goes through
 * {@link #move} or {@link #claim}, which log it in the same statement.
 */
final class AccountTable {

  private static final String LOGGED =
      """
      insert into $.account_transition
        (account, epoch, from_state, to_state, lease_id, detail, at)
      select id, epoch, ?, state, lease_id, ?, state_since from changed
      """;

  void insert(Connection c, UUID key, String email, String name, Instant now) throws SQLException {
    Query.of(
            """
            with changed as (
              insert into $.pool_account (id, email, name, state, requested_at, state_since)
              values (?, ?, ?, 'REQUESTED', ?, ?)
              returning id, epoch, state, lease_id, state_since)
            """
                + LOGGED,
            key,
            email,
            name,
            now,
            now,
            null,
            null)
        .execute(c);
  }

  Optional<AccountRow> find(Connection c, UUID key) throws SQLException {
    return Query.of("select * from $.pool_account where id = ?", key).first(c, AccountRow::read);
  }

  Optional<AccountRow> find(Connection c, AccountId account) throws SQLException {
    return Query.of("select * from $.pool_account where account_id = ?", account.value())
        .first(c, AccountRow::read);
  }

  List<AccountRow> all(Connection c) throws SQLException {
    return Query.of("select * from $.pool_account order by requested_at, id")
        .all(c, AccountRow::read);
  }

  /**
   * Moves the account if it stands where the caller believes.
   *
   * @return false if it has another state or epoch; nothing changed then
   */
  boolean move(
      Connection c,
      AccountRow from,
      AccountState to,
      Epoch epoch,
      Instant now,
      @Nullable String detail)
      throws SQLException {
    if (!from.state().mayBecome(to)) {
      throw new IllegalStateException(from.state() + " never becomes " + to);
    }
    boolean keepsLease = to == AccountState.DRAINING || to == AccountState.QUARANTINED;
    return Query.of(
                """
                with changed as (
                  update $.pool_account set state = ?, epoch = ?, state_since = ?,
                    lease_id = case when ? then lease_id end,
                    reason = case when ? then ? end
                  where id = ? and state = ? and epoch = ?
                  returning id, epoch, state, lease_id, state_since)
                """
                    + LOGGED,
                to,
                epoch.value(),
                now,
                keepsLease,
                to == AccountState.QUARANTINED,
                detail,
                from.key(),
                from.state(),
                from.epoch().value(),
                from.state().name(),
                detail)
            .execute(c)
        == 1;
  }

  /**
   * Gives the account that has been free the longest to a lease, one epoch further.
   *
   * @param skipLocked passes over accounts that another claim has in its hands; otherwise waits for
   *     what becomes of them
   */
  Optional<AccountRow> claim(Connection c, LeaseId lease, boolean skipLocked, Instant now)
      throws SQLException {
    Optional<UUID> free =
        Query.of(
                "select id from $.pool_account where state = 'READY'"
                    + " order by state_since, id limit 1 for update"
                    + (skipLocked ? " skip locked" : ""))
            .first(c, row -> row.getObject(1, UUID.class));
    if (free.isEmpty()) {
      return Optional.empty();
    }
    Query.of(
            """
            with changed as (
              update $.pool_account
              set state = 'CLAIMED', epoch = epoch + 1, lease_id = ?, state_since = ?
              where id = ? and state = 'READY'
              returning id, epoch, state, lease_id, state_since)
            """
                + LOGGED,
            lease.value(),
            now,
            free.get(),
            "READY",
            null)
        .execute(c);
    return find(c, free.get());
  }

  /** Takes the row for this transaction. */
  Optional<AccountRow> lock(Connection c, UUID key) throws SQLException {
    return Query.of("select * from $.pool_account where id = ? for update", key)
        .first(c, AccountRow::read);
  }

  /** Notes before CreateAccount that from now on an account may exist. */
  void asked(Connection c, UUID key, Instant now) throws SQLException {
    Query.of(
            "update $.pool_account set asked_at = ?, ticket = null, waiting_for = null,"
                + " limited = false where id = ?",
            now,
            key)
        .execute(c);
  }

  void ticket(Connection c, UUID key, String ticket) throws SQLException {
    Query.of("update $.pool_account set ticket = ? where id = ?", ticket, key).execute(c);
  }

  void waiting(Connection c, UUID key, String code, boolean limited) throws SQLException {
    Query.of(
            "update $.pool_account set waiting_for = ?, limited = ?, asked_at = null, ticket = null"
                + " where id = ?",
            code,
            limited,
            key)
        .execute(c);
  }

  void created(Connection c, UUID key, AccountId account) throws SQLException {
    Query.of("update $.pool_account set account_id = ? where id = ?", account.value(), key)
        .execute(c);
  }

  /** Remembers what went wrong; the words become the reason of a quarantine. */
  void failed(Connection c, UUID key, @Nullable String what) throws SQLException {
    Query.of("update $.pool_account set last_error = ? where id = ?", what, key).execute(c);
  }

  void released(Connection c, UUID key) throws SQLException {
    Query.of("update $.pool_account set lease_id = null where id = ?", key).execute(c);
  }

  void countStale(Connection c) throws SQLException {
    Query.of("update $.pool_meter set value = value + 1 where name = 'stale-commands'").execute(c);
  }
}
