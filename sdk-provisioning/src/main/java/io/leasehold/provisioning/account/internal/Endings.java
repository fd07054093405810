package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.provisioning.account.UnknownLeaseException;
import io.leasehold.provisioning.plan.StartKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Activates and ends leases, and sends their accounts to be cleaned. */
final class Endings {

  private final Tables tables;

  Endings(Tables tables) {
    this.tables = tables;
  }

  Lease activate(LeaseId id, Epoch epoch) {
    return tables
        .transactions()
        .run(
            c -> {
              LeaseRow row = locked(c, id);
              LeaseState state = row.lease().state();
              if (state == LeaseState.CLAIMED && row.carries(epoch)) {
                Instant now = tables.now();
                tables.leases().activated(c, id, now, now.plus(row.length()));
              } else if (state != LeaseState.ACTIVE || !row.carries(epoch)) {
                tables.accounts().countStale(c);
              }
              return tables.leases().find(c, id).orElseThrow().lease();
            });
  }

  Lease end(LeaseId id, EndReason reason) {
    return tables
        .transactions()
        .run(
            c -> {
              LeaseRow row = locked(c, id);
              if (row.lease().state() == LeaseState.QUEUED) {
                tables.leases().over(c, id, LeaseState.ENDED, reason, tables.now());
              } else if (row.lease().state().live()) {
                takeBack(c, row, reason);
              }
              return tables.leases().find(c, id).orElseThrow().lease();
            });
  }

  private void takeBack(Connection c, LeaseRow row, EndReason reason) throws SQLException {
    LeaseId id = row.lease().id();
    Instant now = tables.now();
    Optional<AccountRow> account =
        row.accountKey() == null
            ? Optional.empty()
            : tables.accounts().lock(c, row.accountKey()).filter(a -> id.equals(a.lease()));
    if (account.isPresent() && row.carries(account.get().epoch())) {
      tables.leases().over(c, id, LeaseState.ENDING, reason, now);
      drain(c, account.get(), account.get().epoch(), now, reason.name());
    } else {
      tables.leases().over(c, id, LeaseState.ENDED, reason, now);
      tables.accounts().countStale(c);
    }
  }

  boolean release(AccountId account) {
    return tables
        .transactions()
        .run(
            c -> {
              Optional<AccountRow> row =
                  tables
                      .accounts()
                      .find(c, account)
                      .filter(a -> a.state() == AccountState.QUARANTINED);
              if (row.isEmpty()) {
                return false;
              }
              Epoch next = row.get().epoch().next();
              return drain(c, row.get(), next, tables.now(), "released");
            });
  }

  private boolean drain(Connection c, AccountRow row, Epoch epoch, Instant now, String detail)
      throws SQLException {
    if (!tables.accounts().move(c, row, AccountState.DRAINING, epoch, now, detail)) {
      return false;
    }
    tables
        .runner()
        .require()
        .start(
            c,
            RecyclePlan.NAME,
            StartKey.of(RecyclePlan.NAME + ':' + row.key() + ':' + epoch),
            Order.of(row.key(), epoch));
    return true;
  }

  private LeaseRow locked(Connection c, LeaseId id) throws SQLException {
    return tables.leases().lock(c, id).orElseThrow(() -> new UnknownLeaseException(id));
  }
}
