package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.PoolSettings;
import java.time.Clock;
import java.time.Instant;

/** What every part of the pool works with. */
record Tables(
    Transactions transactions,
    AccountTable accounts,
    LeaseTable leases,
    PoolGate gate,
    PoolSettings settings,
    Clock clock,
    RunnerSlot runner) {

  Instant now() {
    return clock.instant();
  }
}
