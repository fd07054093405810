package io.leasehold.tenancy.domain;

import java.util.Set;

/** Where the claim of a tenant to a host stands. Only {@link #ACTIVE} is served. */
public enum DomainStatus {
  /** Asked for; the proof was not seen yet. Holds nothing: others may claim the same host. */
  CLAIMED,
  /** The proof was seen; the certificate is on its way. From here on the host is held. */
  VERIFIED,
  /** Served. The proof is looked for again and again. */
  ACTIVE,
  /** The proof was gone for longer than the grace. Not served, but still held for its tenant. */
  QUARANTINED,
  /** Being taken off the edge. Still held, so that nobody gets a host that is half there. */
  RELEASING,
  /** Let go. For the time of the cool-off nobody but the last tenant may claim the host. */
  RELEASED,
  /** A claim that ended without ever having been proven. */
  ABANDONED;

  /** Whether the claim keeps others from holding the host. */
  public boolean holds() {
    return this == VERIFIED || this == ACTIVE || this == QUARANTINED || this == RELEASING;
  }

  /** Whether the host is served on behalf of the tenant. */
  public boolean serves() {
    return this == ACTIVE;
  }

  /** Whether the claim is over. */
  public boolean ended() {
    return next().isEmpty();
  }

  /** The states that may follow this one. */
  public Set<DomainStatus> next() {
    return switch (this) {
      case CLAIMED -> Set.of(VERIFIED, ABANDONED);
      case VERIFIED -> Set.of(ACTIVE, RELEASING);
      case ACTIVE -> Set.of(QUARANTINED, RELEASING);
      case QUARANTINED -> Set.of(ACTIVE, RELEASING);
      case RELEASING -> Set.of(RELEASED);
      case RELEASED, ABANDONED -> Set.of();
    };
  }
}
