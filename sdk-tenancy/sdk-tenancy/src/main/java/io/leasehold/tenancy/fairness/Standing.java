package io.leasehold.tenancy.fairness;

import java.time.Duration;
import java.util.Objects;

/**
 * Where a caller stands with one of its allowances. With several nodes, what remains is what this
 * node knows of, which is never more than the truth.
 *
 * @param allowance which
 * @param remaining how many requests are left now
 * @param resetAfter in how much time all of it is there again
 */
public record Standing(Allowance allowance, long remaining, Duration resetAfter) {

  /** Requires the values. */
  public Standing {
    Objects.requireNonNull(allowance, "allowance");
    Objects.requireNonNull(resetAfter, "resetAfter");
    remaining = Math.max(0, remaining);
  }
}
