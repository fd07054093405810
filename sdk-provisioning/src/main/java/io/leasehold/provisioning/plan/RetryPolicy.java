package io.leasehold.provisioning.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and after what pause a failed step is tried again. The pause doubles from {@code first}
 * to {@code cap}; of each pause the runner takes a random part between one half and the whole, so
 * that many runs do not knock at the same moment.
 *
 * @param first the pause after the first failure
 * @param cap the longest pause
 * @param maxAttempts failures in a row after which the step has failed for good, at least 1
 */
public record RetryPolicy(Duration first, Duration cap, int maxAttempts) {

  private static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 8);

  /** Checks that the numbers make sense. */
  public RetryPolicy {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(cap, "cap");
    if (first.isNegative() || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "A retry starts at zero or more and its cap is not below: first " + first + ", " + cap);
    }
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("A step needs at least one attempt: " + maxAttempts);
    }
  }

  /** Eight attempts, pauses of 1 second to 1 minute. */
  public static RetryPolicy ofDefaults() {
    return DEFAULT;
  }

  /** One attempt: the first failure is for good. A cut-off attempt is still taken over. */
  public static RetryPolicy never() {
    return new RetryPolicy(Duration.ZERO, Duration.ZERO, 1);
  }

  /**
   * Doubling pauses.
   *
   * @param first the pause after the first failure
   * @param cap the longest pause
   * @param maxAttempts failures in a row after which the step has failed for good
   */
  public static RetryPolicy exponential(Duration first, Duration cap, int maxAttempts) {
    return new RetryPolicy(first, cap, maxAttempts);
  }

  /** Whether that many failures in a row are too many. */
  public boolean exhausted(int failures) {
    return failures >= maxAttempts;
  }

  /**
   * The pause before the next attempt.
   *
   * @param failures failures in a row, at least 1
   * @param random between 0 and 1
   */
  public Duration pause(int failures, double random) {
    int doublings = Math.min(failures - 1, 30);
    long whole = Math.min(cap.toMillis(), saturated(first.toMillis(), doublings));
    return Duration.ofMillis(Math.round(whole * (0.5 + random / 2)));
  }

  private static long saturated(long millis, int doublings) {
    return millis > Long.MAX_VALUE >> (doublings + 1) ? Long.MAX_VALUE : millis << doublings;
  }
}
