package io.leasehold.provisioning.account;

import io.leasehold.provisioning.plan.RunId;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A wish for an account. Immutable and thread-safe.
 *
 * @param tenant the tenant of the principal
 * @param principal who asks, as the tenant's issuer names them; at most 200 characters
 * @param purpose what for, for example the id of a lab; at most 200 characters. A principal has at
 *     most one live lease for each purpose.
 * @param requestKey makes the request idempotent inside the tenant; at most 200 characters
 * @param length how long the lease lasts from its activation on
 * @param notifyRun the run that gets the signal {@value AccountPool#LEASE_CLAIMED} if the lease has
 *     to queue and its account comes later
 */
public record LeaseRequest(
    TenantId tenant,
    String principal,
    String purpose,
    String requestKey,
    Duration length,
    Optional<RunId> notifyRun) {

  /**
   * Validates the texts and the length.
   *
   * @throws IllegalArgumentException if a text is blank or too long, or the length is not positive
   */
  public LeaseRequest {
    Objects.requireNonNull(tenant, "tenant");
    requireText(principal, "principal");
    requireText(purpose, "purpose");
    requireText(requestKey, "requestKey");
    Objects.requireNonNull(length, "length");
    Objects.requireNonNull(notifyRun, "notifyRun");
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("the length of a lease is positive");
    }
  }

  private static void requireText(String text, String name) {
    Objects.requireNonNull(text, name);
    if (text.isBlank() || text.length() > 200) {
      throw new IllegalArgumentException(name + " has 1 to 200 characters and is not blank");
    }
  }
}
