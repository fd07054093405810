package io.leasehold.labs.run.plan;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.provisioning.plan.StepContext;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The lease and the account that the first step reserved, as later steps read them.
 *
 * @param lease the lease
 * @param account its account
 * @param epoch the account's epoch; every later command carries it
 */
record LeaseData(LeaseId lease, AccountId account, Epoch epoch) {

  private static final String LEASE = "leaseId";
  private static final String ACCOUNT = "accountId";
  private static final String EPOCH = "epoch";

  static Map<String, String> asMap(Lease lease) {
    return Map.of(
        LEASE,
        lease.id().value().toString(),
        ACCOUNT,
        Objects.requireNonNull(lease.account(), "account").value(),
        EPOCH,
        Long.toString(Objects.requireNonNull(lease.epoch(), "epoch").value()));
  }

  static LeaseData of(StepContext step) {
    Map<String, String> data = step.data();
    return new LeaseData(
        new LeaseId(UUID.fromString(part(data, LEASE))),
        new AccountId(part(data, ACCOUNT)),
        new Epoch(Long.parseLong(part(data, EPOCH))));
  }

  /** Whether the pool still gives this account, at this epoch, to this lease. */
  boolean isHeldBy(Lease now) {
    return now.id().equals(lease)
        && (now.state() == LeaseState.CLAIMED || now.state() == LeaseState.ACTIVE)
        && account.equals(now.account())
        && epoch.equals(now.epoch());
  }

  private static String part(Map<String, String> data, String name) {
    return Objects.requireNonNull(data.get(name), name);
  }
}
