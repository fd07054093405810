package io.leasehold.tenancy.fairness;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one tenant, or one anonymous caller, may do.
 *
 * @param rate how fast, if that is limited
 * @param quota how much in a period, if that is limited
 * @param atOnce how many requests may be under way at the same time on one node, if that is limited
 */
public record Limits(Optional<Rate> rate, Optional<Quota> quota, OptionalInt atOnce) {

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if not even one request may be under way
   */
  public Limits {
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(quota, "quota");
    Objects.requireNonNull(atOnce, "atOnce");
    if (atOnce.isPresent() && atOnce.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one request may be under way at a time");
    }
  }

  /** Limits with a rate; add the others. */
  public static Limits of(Rate rate) {
    return new Limits(Optional.of(rate), Optional.empty(), OptionalInt.empty());
  }

  /** No limits, which somebody has to say. */
  public static Limits unlimited() {
    return new Limits(Optional.empty(), Optional.empty(), OptionalInt.empty());
  }

  /** The same limits with this quota. */
  public Limits withQuota(Quota newQuota) {
    return new Limits(rate, Optional.of(newQuota), atOnce);
  }

  /** The same limits with so many requests under way at the same time. */
  public Limits withAtOnce(int requests) {
    return new Limits(rate, quota, OptionalInt.of(requests));
  }
}
