package io.leasehold.tenancy.resolution;

import java.util.Objects;

/**
 * What one resolver found. Sealed, so that "nothing there" and "there, but unacceptable" can not be
 * mistaken for each other: a rejected signal refuses the request, an absent one does not.
 */
public sealed interface TenantResolution {

  /**
   * The request carries this signal.
   *
   * @param candidate what it says
   */
  record Resolved(TenantCandidate candidate) implements TenantResolution {
    /** Requires the candidate. */
    public Resolved {
      Objects.requireNonNull(candidate, "candidate");
    }
  }

  /** The request carries no signal of this kind. */
  record NotApplicable() implements TenantResolution {}

  /**
   * The request carries the signal, and it can name no tenant.
   *
   * @param trust the level that the signal would have had
   * @param reason why, in words for the log; never the value
   */
  record Rejected(TrustLevel trust, String reason) implements TenantResolution {
    /** Requires both. */
    public Rejected {
      Objects.requireNonNull(trust, "trust");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The request carries this signal. */
  static TenantResolution resolved(TenantCandidate candidate) {
    return new Resolved(candidate);
  }

  /** The request carries no signal of this kind. */
  static TenantResolution notApplicable() {
    return new NotApplicable();
  }

  /** The request carries the signal, and it can name no tenant. */
  static TenantResolution rejected(TrustLevel trust, String reason) {
    return new Rejected(trust, reason);
  }
}
