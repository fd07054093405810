package io.leasehold.tenancy.resolution;

import java.util.List;
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

  /**
   * The request carries a signal that authorises these tenants and chooses none of them: a
   * membership. Another signal has to name one, however few they are, even if it is one alone.
   *
   * @param candidates at least one, all of the same trust
   */
  record OneOf(List<TenantCandidate> candidates) implements TenantResolution {
    /**
     * Copies.
     *
     * @throws IllegalArgumentException if there is none (that is a {@link Rejected}), or they
     *     differ in trust
     */
    public OneOf {
      candidates = List.copyOf(candidates);
      if (candidates.stream().map(TenantCandidate::trust).distinct().count() != 1) {
        throw new IllegalArgumentException("a membership has one level of trust, and members");
      }
    }

    /** How much the signal is worth. */
    public TrustLevel trust() {
      return candidates.get(0).trust();
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

  /** The request carries a signal that authorises these tenants and chooses none of them. */
  static TenantResolution oneOf(List<TenantCandidate> candidates) {
    return new OneOf(candidates);
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
