package io.leasehold.provisioning.account;

import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The right of one principal to one account for a time, as it stood when it was read. A snapshot:
 * immutable and thread-safe; ask {@link AccountPool#find} for the present.
 *
 * @param id the identity
 * @param tenant the tenant of the principal
 * @param principal who holds it, as the tenant's issuer names them
 * @param purpose what for, for example the id of a lab
 * @param state where it stands
 * @param account the account, once claimed
 * @param epoch the epoch of the account, once claimed
 * @param requestedAt when it was asked for
 * @param expiresAt when it ends, once active
 * @param endReason why it ended, once ending
 */
public record Lease(
    LeaseId id,
    TenantId tenant,
    String principal,
    String purpose,
    LeaseState state,
    @Nullable AccountId account,
    @Nullable Epoch epoch,
    Instant requestedAt,
    @Nullable Instant expiresAt,
    @Nullable EndReason endReason) {

  /** Refuses null where the state does not allow it. */
  public Lease {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(principal, "principal");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(requestedAt, "requestedAt");
    if ((account == null) != (epoch == null)) {
      throw new IllegalArgumentException("a lease has both an account and its epoch, or neither");
    }
  }
}
