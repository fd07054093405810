package io.leasehold.tenancy.fairness;

import java.time.Duration;
import java.util.Objects;

/**
 * An allowance for a period, all of which is there again when the next period begins. Periods are
 * counted from the epoch in UTC, so a day begins at midnight UTC.
 *
 * @param permits how many requests in a period; at least 1
 * @param per the period: one second to 366 days, in whole seconds
 */
public record Quota(long permits, Duration per) implements Allowance {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if the number or the period is outside its range
   */
  public Quota {
    Objects.requireNonNull(per, "per");
    if (permits < 1) {
      throw new IllegalArgumentException("a quota allows at least one request");
    }
    if (per.compareTo(SHORTEST) < 0
        || per.compareTo(LONGEST) > 0
        || !per.equals(Duration.ofSeconds(per.toSeconds()))) {
      throw new IllegalArgumentException("a quota is for 1 second to 366 days in whole seconds");
    }
  }

  /** So many each day. */
  public static Quota perDay(long permits) {
    return new Quota(permits, Duration.ofDays(1));
  }

  @Override
  public String name() {
    return "quota";
  }
}
