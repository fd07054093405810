package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.PoolSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes accounts out of use that stand too long in a state that should pass. REQUESTED has no
 * deadline: it may wait for a quota, and no AWS account is at stake.
 */
final class Overdue {

  private final Tables tables;

  Overdue(Tables tables) {
    this.tables = tables;
  }

  int sweep(Connection c, Instant now) throws SQLException {
    int swept = 0;
    for (AccountRow row : tables.accounts().all(c)) {
      Duration patience = patience(row.state());
      if (patience != null && row.since().plus(patience).isBefore(now)) {
        String last = row.lastError();
        String why =
            "LH-PRV-215 stood in "
                + row.state()
                + " longer than "
                + patience
                + (last == null ? "" : "; last: " + last);
        swept +=
            tables.accounts().move(c, row, AccountState.QUARANTINED, row.epoch(), now, why) ? 1 : 0;
      }
    }
    return swept;
  }

  private @Nullable Duration patience(AccountState state) {
    PoolSettings settings = tables.settings();
    return switch (state) {
      case CREATING -> settings.creationDeadline();
      case BASELINING, CLEANING, VERIFYING, DRAINING -> settings.stepDeadline();
      case COOLING -> settings.cooldown().plus(settings.stepDeadline());
      case REQUESTED, READY, CLAIMED, QUARANTINED -> null;
    };
  }
}
