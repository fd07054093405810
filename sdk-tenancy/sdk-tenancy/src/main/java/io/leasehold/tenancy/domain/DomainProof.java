package io.leasehold.tenancy.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How the proof of a host stands.
 *
 * @param checkedAt when it was looked for last, whatever came of it
 * @param seenAt when it was seen last
 * @param missingSince when it was found missing for the first time since it was seen; an outage of
 *     DNS is not "missing"
 * @param misses how often in a row it was found missing
 */
public record DomainProof(
    Optional<Instant> checkedAt,
    Optional<Instant> seenAt,
    Optional<Instant> missingSince,
    int misses) {

  /** Checks. */
  public DomainProof {
    Objects.requireNonNull(checkedAt, "checkedAt");
    Objects.requireNonNull(seenAt, "seenAt");
    Objects.requireNonNull(missingSince, "missingSince");
  }

  /** Never looked for. */
  public static DomainProof none() {
    return new DomainProof(Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }

  DomainProof seen(Instant now) {
    return new DomainProof(Optional.of(now), Optional.of(now), Optional.empty(), 0);
  }

  DomainProof missing(Instant now) {
    return new DomainProof(
        Optional.of(now), seenAt, Optional.of(missingSince.orElse(now)), misses + 1);
  }

  DomainProof unknown(Instant now) {
    return new DomainProof(Optional.of(now), seenAt, missingSince, misses);
  }
}
