package io.leasehold.tenancy.domain;

import java.time.Duration;

/**
 * The times and limits of a claim's life. Immutable; start from {@link #defaults()}.
 *
 * @param claimLife how long an unproven claim lives: 7 days
 * @param recheck how often the proof of a served host is looked for: 12 hours
 * @param recheckMissing how often, while it is missing or DNS cannot be asked: 1 hour
 * @param retry how soon again while the tenant or the edge is at work: 1 minute, and later a tenth
 *     of the time that it took so far, up to an hour
 * @param grace how long a served host stays served while its proof is missing: 24 hours
 * @param missesForQuarantine how often in a row it has to be missing, besides: 3
 * @param quarantine how long a quarantined host is held for its tenant: 14 days
 * @param coolOff how long nobody but the last tenant may claim a released host: 30 days
 * @param edgeDeadline how long the edge may take to serve a proven host: 72 hours
 * @param checkInterval how often at most a tenant may ask for a check of one claim: 10 seconds
 * @param lease how long one node may take to look at one claim before another does: 2 minutes
 * @param maxClaims how many claims a tenant may have that live or were made within a day: 20
 */
public record DomainSettings(
    Duration claimLife,
    Duration recheck,
    Duration recheckMissing,
    Duration retry,
    Duration grace,
    int missesForQuarantine,
    Duration quarantine,
    Duration coolOff,
    Duration edgeDeadline,
    Duration checkInterval,
    Duration lease,
    int maxClaims) {

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if a time is not positive or a limit is below one. A grace, a
   *     quarantine and a cool-off cannot be switched off: one broken zone file would then give a
   *     host away.
   */
  public DomainSettings {
    positive("claimLife", claimLife);
    positive("recheck", recheck);
    positive("recheckMissing", recheckMissing);
    positive("retry", retry);
    positive("grace", grace);
    positive("quarantine", quarantine);
    positive("coolOff", coolOff);
    positive("edgeDeadline", edgeDeadline);
    positive("checkInterval", checkInterval);
    positive("lease", lease);
    if (missesForQuarantine < 1 || maxClaims < 1) {
      throw new IllegalArgumentException("missesForQuarantine and maxClaims are at least 1");
    }
  }

  /** The defaults named above. */
  public static DomainSettings defaults() {
    return new DomainSettings(
        Duration.ofDays(7),
        Duration.ofHours(12),
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        Duration.ofDays(1),
        3,
        Duration.ofDays(14),
        Duration.ofDays(30),
        Duration.ofDays(3),
        Duration.ofSeconds(10),
        Duration.ofMinutes(2),
        20);
  }

  /** The same with another grace and number of misses before quarantine. */
  public DomainSettings withGrace(Duration newGrace, int misses) {
    return new DomainSettings(
        claimLife,
        recheck,
        recheckMissing,
        retry,
        newGrace,
        misses,
        quarantine,
        coolOff,
        edgeDeadline,
        checkInterval,
        lease,
        maxClaims);
  }

  /** The same with another quarantine and cool-off. */
  public DomainSettings withHolding(Duration newQuarantine, Duration newCoolOff) {
    return new DomainSettings(
        claimLife,
        recheck,
        recheckMissing,
        retry,
        grace,
        missesForQuarantine,
        newQuarantine,
        newCoolOff,
        edgeDeadline,
        checkInterval,
        lease,
        maxClaims);
  }

  /** The same with another number of claims that one tenant may have. */
  public DomainSettings withMaxClaims(int claims) {
    return new DomainSettings(
        claimLife,
        recheck,
        recheckMissing,
        retry,
        grace,
        missesForQuarantine,
        quarantine,
        coolOff,
        edgeDeadline,
        checkInterval,
        lease,
        claims);
  }

  private static void positive(String name, Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException(name + " is not positive: " + time);
    }
  }
}
