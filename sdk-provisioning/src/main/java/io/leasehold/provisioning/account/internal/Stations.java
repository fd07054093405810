package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Brings accounts from state to state for the steps of the plans. A step enters its state when it
 * begins and not when it ends, so a step that is run again after a crash finds itself where it was.
 */
final class Stations {

  private final Tables tables;

  Stations(Tables tables) {
    this.tables = tables;
  }

  /**
   * Enters the state, or finds the account already in it.
   *
   * @throws StepFailedException if the account has another epoch or was taken elsewhere: the plan
   *     is obsolete, which is counted
   */
  AccountRow enter(StepContext step, AccountState to) {
    return orStale(step, tables.transactions().run(c -> entered(c, Order.in(step), to)));
  }

  /** The account, if it stands in one of the states. */
  AccountRow inOneOf(StepContext step, AccountState... states) {
    Set<AccountState> allowed = Set.of(states);
    Order order = Order.in(step);
    return orStale(
        step,
        tables
            .transactions()
            .run(
                c -> {
                  AccountRow row = tables.accounts().find(c, order.account()).orElse(null);
                  if (row != null
                      && row.epoch().equals(order.epoch())
                      && allowed.contains(row.state())) {
                    return Visit.of(row);
                  }
                  tables.accounts().countStale(c);
                  return Visit.stale();
                }));
  }

  private Visit entered(Connection c, Order order, AccountState to) throws SQLException {
    AccountRow row = tables.accounts().lock(c, order.account()).orElse(null);
    if (row != null && row.epoch().equals(order.epoch())) {
      if (row.state() == to) {
        return Visit.of(row);
      }
      if (row.state().mayBecome(to)
          && tables.accounts().move(c, row, to, row.epoch(), tables.now(), null)) {
        return Visit.of(tables.accounts().find(c, order.account()).orElseThrow());
      }
    }
    tables.accounts().countStale(c);
    return Visit.stale();
  }

  private static AccountRow orStale(StepContext step, Visit visit) {
    AccountRow row = visit.row();
    if (row == null) {
      throw new StepFailedException(
          "LH-PRV-211",
          "Run "
              + step.runId()
              + " speaks for epoch "
              + Order.in(step).epoch()
              + " of a pool account that has moved on; it is ignored.");
    }
    return row;
  }
}
