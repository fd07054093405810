package io.leasehold.provisioning.account;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One account of the pool as it stood when it was read. Immutable and thread-safe.
 *
 * @param id the AWS account, once it exists
 * @param email the address of its root user
 * @param state where it stands
 * @param epoch its fencing number
 * @param lease the lease that holds it
 * @param since when it came into this state
 * @param waitingFor what AWS makes it wait for, as AWS calls it
 * @param reason why it is quarantined
 */
public record PoolAccount(
    @Nullable AccountId id,
    String email,
    AccountState state,
    Epoch epoch,
    @Nullable LeaseId lease,
    Instant since,
    @Nullable String waitingFor,
    @Nullable String reason) {

  /** Refuses null where the state does not allow it. */
  public PoolAccount {
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(epoch, "epoch");
    Objects.requireNonNull(since, "since");
  }
}
