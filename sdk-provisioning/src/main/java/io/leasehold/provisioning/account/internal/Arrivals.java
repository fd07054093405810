package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The two moments at which a recycled account changes hands: revoked, and READY. */
final class Arrivals {

  private final Tables tables;
  private final LeaseQueue queue;
  private final Refill refill;

  Arrivals(Tables tables, LeaseQueue queue, Refill refill) {
    this.tables = tables;
    this.queue = queue;
    this.refill = refill;
  }

  /** No credential of the lease works any more: it has ended, and the account belongs to nobody. */
  void revoked(AccountRow row) {
    tables
        .transactions()
        .run(
            c -> {
              tables.leases().revoked(c, row.key(), tables.now());
              Optional<AccountRow> held = tables.accounts().lock(c, row.key());
              if (held.filter(h -> h.epoch().equals(row.epoch())).isPresent()) {
                tables.accounts().released(c, row.key());
              }
              return held;
            });
  }

  /**
   * Makes the account READY and gives it to the next of the queue, in one transaction. What the
   * pool lacks then is asked for at once: a creation has just become free.
   */
  void ready(Order order) {
    tables
        .transactions()
        .run(
            c -> {
              tables.gate().enter(c);
              Optional<AccountRow> row =
                  tables
                      .accounts()
                      .lock(c, order.account())
                      .filter(r -> r.epoch().equals(order.epoch()));
              if (row.isEmpty()) {
                // Run again after a crash behind the commit, and the account is leased by now.
                tables.accounts().countStale(c);
              } else {
                arrive(c, row.get());
              }
              queue.serve(c, null);
              refill.inside(c);
              return row;
            });
  }

  private void arrive(Connection c, AccountRow row) throws SQLException {
    AccountRow resting = row;
    if (resting.state() == AccountState.VERIFYING) {
      tables
          .accounts()
          .move(c, resting, AccountState.COOLING, resting.epoch(), tables.now(), "new account");
      resting = tables.accounts().find(c, row.key()).orElseThrow();
    }
    if (resting.state() == AccountState.COOLING) {
      tables.accounts().move(c, resting, AccountState.READY, resting.epoch(), tables.now(), null);
      tables.accounts().failed(c, resting.key(), null);
    } else if (resting.state() != AccountState.READY) {
      tables.accounts().countStale(c);
    }
  }
}
