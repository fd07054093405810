package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.fairness.Allowance;
import java.time.Duration;
import java.util.Objects;

/**
 * The count that all nodes share. A node takes some permits at a time and spends them by itself, so
 * that nothing is asked for each request; permits that were taken and not spent are lost, never
 * spent twice.
 *
 * <p>Implementations are thread-safe, and proven by the contract test that ships with this library.
 */
@FunctionalInterface
public interface SharedAllowances {

  /**
   * Takes permits out of the caller's allowance.
   *
   * @param caller whose: a text of at most 200 characters
   * @param allowance which, with its size as of now
   * @param wanted at least 1
   * @throws RuntimeException if the count cannot be read or written
   */
  Lease take(String caller, Allowance allowance, long wanted);

  /**
   * What was taken.
   *
   * @param granted how many permits; 0 to as many as were wanted
   * @param remaining how many are left for everybody
   * @param validFor for how long they may be spent, from the time of asking
   * @param resetAfter in how much time the whole allowance is there again
   * @param retryAfter in how much time there will be one more
   */
  record Lease(
      long granted, long remaining, Duration validFor, Duration resetAfter, Duration retryAfter) {

    /**
     * Validates.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public Lease {
      Objects.requireNonNull(validFor, "validFor");
      Objects.requireNonNull(resetAfter, "resetAfter");
      Objects.requireNonNull(retryAfter, "retryAfter");
      if (granted < 0 || remaining < 0) {
        throw new IllegalArgumentException("a lease has no negative numbers");
      }
    }
  }
}
