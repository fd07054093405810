package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.TenancyException;
import java.time.Duration;

/** Whether the tenant may go on cannot be known, because the shared count cannot be read. */
public final class FairnessUnavailableException extends TenancyException {

  private final Duration retryAfter;

  /** Creates the exception. */
  public FairnessUnavailableException(Duration retryAfter) {
    super(
        "LH-TEN-121",
        "the shared count of requests cannot be read; the log says why. Try again in "
            + Math.max(1, retryAfter.toMillis())
            + " ms");
    this.retryAfter = retryAfter;
  }

  /** When to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
