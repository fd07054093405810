package io.leasehold.tenancy.jakarta.discovery;

import io.leasehold.tenancy.fairness.Admission;
import io.leasehold.tenancy.fairness.AnonymousCaller;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.spi.DiscoveryLimit;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Counts questions for a login as requests of anonymous callers of the platform: each network for
 * itself, and all together. Thread-safe.
 *
 * <p>A fairness of its own, with a slower rate than the application's pages have, slows down who
 * goes through a list of names.
 */
public final class FairDiscoveryLimit implements DiscoveryLimit {

  private final TenantFairness fairness;

  /** A limit by what the fairness says of anonymous callers. */
  public FairDiscoveryLimit(TenantFairness fairness) {
    this.fairness = Objects.requireNonNull(fairness, "fairness");
  }

  @Override
  public Optional<Duration> refuse(String caller) {
    Admission admission = fairness.admit(AnonymousCaller.of(Optional.empty(), caller));
    if (admission instanceof Admission.Admitted admitted) {
      // What is limited is how often is asked; a question is over in one look-up.
      admitted.permit().close();
      return Optional.empty();
    }
    return Optional.of(
        admission instanceof Admission.Refused refused
            ? refused.retryAfter()
            : ((Admission.Unavailable) admission).retryAfter());
  }
}
