package io.leasehold.isolation.aws.vending;

import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose credentials somebody wants, what for, and for how long he waits. Immutable.
 *
 * @param tenant whose data they reach
 * @param service what they are for, by its IAM prefix such as {@code dynamodb}; matters only where
 *     the policy is split by service
 * @param minRemaining how long AWS must take them at least, counted from now: a presigned address
 *     or a long upload needs them to its end. At most four fifths of the vendor's duration
 * @param timeout how long this caller waits; without one as long as STS may take. A caller that
 *     gives up leaves the call to the others
 */
public record VendRequest(
    TenantId tenant, Optional<String> service, Duration minRemaining, Optional<Duration> timeout) {

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if minRemaining is negative, or the timeout is not positive
   */
  public VendRequest {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(service, "service");
    if (minRemaining.isNegative()) {
      throw new IllegalArgumentException("minRemaining is not negative");
    }
    if (timeout.filter(t -> t.isNegative() || t.isZero()).isPresent()) {
      throw new IllegalArgumentException("a timeout is longer than nothing");
    }
  }

  /** For whatever service, whatever remains, as long as it takes. */
  public static VendRequest of(TenantId tenant) {
    return new VendRequest(tenant, Optional.empty(), Duration.ZERO, Optional.empty());
  }

  /** The same for one service, by its IAM prefix such as {@code dynamodb}. */
  public VendRequest forService(String service) {
    return new VendRequest(tenant, Optional.of(service), minRemaining, timeout);
  }

  /** The same for credentials that AWS takes at least this long. */
  public VendRequest lasting(Duration minRemaining) {
    return new VendRequest(tenant, service, minRemaining, timeout);
  }

  /** The same for a caller that waits no longer than this. */
  public VendRequest within(Duration timeout) {
    return new VendRequest(tenant, service, minRemaining, Optional.of(timeout));
  }
}
