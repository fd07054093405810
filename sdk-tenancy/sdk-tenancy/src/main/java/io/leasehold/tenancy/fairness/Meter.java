package io.leasehold.tenancy.fairness;

import java.time.Duration;

/** Counts one caller's use of one allowance. Thread-safe. */
interface Meter {

  /** What came of asking for one request. */
  sealed interface Reading {}

  /** Go on. */
  record Granted(Standing standing) implements Reading {}

  /** Too much. */
  record Denied(Standing standing, Duration retryAfter) implements Reading {}

  /** The shared count cannot be read. */
  record Unknown(Duration retryAfter) implements Reading {}

  /** Takes one request out of the allowance. */
  Reading take();

  /** How long it takes until there is a request to take; zero if there is, or nobody knows. */
  default Duration waitForNext() {
    return Duration.ZERO;
  }

  /** Whether forgetting the meter would give nobody anything. */
  boolean isFresh();
}
