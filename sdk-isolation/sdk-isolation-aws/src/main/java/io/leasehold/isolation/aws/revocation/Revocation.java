package io.leasehold.isolation.aws.revocation;

import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Says that no session of a tenant that was opened earlier counts any more.
 *
 * @param tenant whose sessions
 * @param epoch how often they were revoked so far, this time included
 * @param issuedBefore sessions issued before it are revoked, to the second
 */
public record Revocation(TenantId tenant, long epoch, Instant issuedBefore) {

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if the epoch is not positive, or the instant between seconds
   */
  public Revocation {
    Objects.requireNonNull(tenant, "tenant");
    if (epoch < 1 || !issuedBefore.equals(issuedBefore.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("a revocation has a number and a whole second");
    }
  }
}
