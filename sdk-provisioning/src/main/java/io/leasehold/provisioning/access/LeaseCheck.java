package io.leasehold.provisioning.access;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.AccountPool;
import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.provisioning.account.PoolAccount;
import java.time.Clock;
import java.time.Instant;

/** Whether a lease gives access now, by what the database says and not by what the caller holds. */
final class LeaseCheck {

  private final AccountPool pool;
  private final Clock clock;

  LeaseCheck(AccountPool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  AccessBroker.ActiveLease requireActive(Lease asked) {
    Lease lease =
        pool.find(asked.id())
            .orElseThrow(() -> new AccessRefusedException(asked.id(), "there is no such lease"));
    AccountId account = lease.account();
    Epoch epoch = lease.epoch();
    Instant expiresAt = lease.expiresAt();
    if (lease.state() != LeaseState.ACTIVE
        || account == null
        || epoch == null
        || expiresAt == null) {
      throw new AccessRefusedException(asked.id(), "it is " + lease.state() + " and not ACTIVE");
    }
    if (!epoch.equals(asked.epoch())) {
      throw new AccessRefusedException(asked.id(), "it was asked for with another epoch");
    }
    if (!clock.instant().isBefore(expiresAt)) {
      throw new AccessRefusedException(asked.id(), "its time was over at " + expiresAt);
    }
    requireHeld(lease, account, epoch);
    return new AccessBroker.ActiveLease(lease, account, epoch, expiresAt);
  }

  private void requireHeld(Lease lease, AccountId account, Epoch epoch) {
    boolean held =
        pool.account(account)
            .filter(a -> a.state() == AccountState.CLAIMED)
            .filter(a -> a.epoch().equals(epoch))
            .map(PoolAccount::lease)
            .filter(lease.id()::equals)
            .isPresent();
    if (!held) {
      throw new AccessRefusedException(lease.id(), "its account has moved on");
    }
  }
}
