package io.leasehold.tenancy.fairness;

import java.time.Duration;
import java.util.Objects;

/**
 * An allowance that refills all the time (a token bucket): in any time {@code t}, at most {@code
 * burst + permits * t / per} requests.
 *
 * @param permits how many requests refill in {@code per}; 1 to a billion
 * @param per one millisecond to one day
 * @param burst how many may come at once after a pause; 1 to a billion
 */
public record Rate(long permits, Duration per, long burst) implements Allowance {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final long MOST = 1_000_000_000;

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if a number or the time is outside its range
   */
  public Rate {
    Objects.requireNonNull(per, "per");
    if (permits < 1 || permits > MOST || burst < 1 || burst > MOST) {
      throw new IllegalArgumentException("a rate allows 1 to " + MOST + " requests");
    }
    if (per.compareTo(SHORTEST) < 0 || per.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a rate is per 1 ms to 1 day; use a quota for more");
    }
  }

  /** So many each second, and as many at once. */
  public static Rate perSecond(long permits) {
    return new Rate(permits, Duration.ofSeconds(1), permits);
  }

  /** So many each minute, and as many at once. */
  public static Rate perMinute(long permits) {
    return new Rate(permits, Duration.ofMinutes(1), permits);
  }

  /** The same rate with another burst. */
  public Rate withBurst(long newBurst) {
    return new Rate(permits, per, newBurst);
  }

  @Override
  public String name() {
    return "rate";
  }

  double permitsPerNano() {
    return (double) permits / per.toNanos();
  }
}
