package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.TenancyException;
import java.time.Duration;

/** A tenant asked for more than its tier allows. */
public final class TooManyRequestsException extends TenancyException {

  private final Admission.Refused refusal;

  /** Creates the exception. */
  public TooManyRequestsException(Admission.Refused refusal) {
    super(
        "LH-TEN-120",
        "the limit "
            + refusal.limit()
            + " of the caller is reached; try again in "
            + Math.max(1, refusal.retryAfter().toMillis())
            + " ms");
    this.refusal = refusal;
  }

  /** When to try again. */
  public Duration retryAfter() {
    return refusal.retryAfter();
  }

  /** The whole answer. */
  public Admission.Refused refusal() {
    return refusal;
  }
}
