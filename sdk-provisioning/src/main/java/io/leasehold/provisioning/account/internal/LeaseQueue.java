package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountPool;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.plan.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives free accounts to waiting leases: tenants by turns, and within one first come first served.
 */
final class LeaseQueue {

  private final Tables tables;

  LeaseQueue(Tables tables) {
    this.tables = tables;
  }

  /**
   * Serves the queue until it or the free accounts are used up. The caller is inside the gate.
   *
   * @param asking the lease whose caller waits for the answer and needs no signal
   */
  void serve(Connection c, @Nullable LeaseId asking) throws SQLException {
    Optional<LeaseRow> next = tables.leases().head(c);
    while (next.isPresent() && give(c, next.get(), asking)) {
      next = tables.leases().head(c);
    }
  }

  private boolean give(Connection c, LeaseRow lease, @Nullable LeaseId asking) throws SQLException {
    LeaseId id = lease.lease().id();
    Instant now = tables.now();
    Optional<AccountRow> account = tables.accounts().claim(c, id, false, now);
    if (account.isEmpty()) {
      return false;
    }
    tables.leases().claimed(c, id, account.get(), now);
    RunId waiting = lease.notifyRun();
    if (waiting != null && !id.equals(asking)) {
      tables
          .runner()
          .require()
          .signal(c, waiting, AccountPool.LEASE_CLAIMED, news(id, account.get()));
    }
    return true;
  }

  private static Map<String, String> news(LeaseId lease, AccountRow account) {
    return Map.of(
        "leaseId", lease.toString(),
        "accountId", account.known().value(),
        "epoch", account.epoch().toString());
  }
}
