package io.leasehold.tenancy.token;

import java.time.Duration;
import java.util.Objects;

/** What came of verifying a token. */
public sealed interface TokenVerification {

  /**
   * The token is good.
   *
   * @param token what it says
   */
  record Verified(VerifiedToken token) implements TokenVerification {
    /** Requires the token. */
    public Verified {
      Objects.requireNonNull(token, "token");
    }
  }

  /**
   * The token is not good. The answer to a client is always the same; the reason is for the log.
   *
   * @param reason why
   */
  record Rejected(Reason reason) implements TokenVerification {
    /** Requires the reason. */
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Nobody can say whether the token is good: its issuer's keys, or the issuer table, cannot be
   * read.
   *
   * @param retryAfter when to ask again
   */
  record Unavailable(Duration retryAfter) implements TokenVerification {
    /** Requires the duration. */
    public Unavailable {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }

  /** Why a token was rejected: the first check that failed. */
  enum Reason {
    /** Longer than the verifier accepts. */
    OVERSIZED,
    /** Not a signed compact JWT: broken, unsigned ({@code alg none}) or encrypted. */
    MALFORMED,
    /** Its {@code iss} is absent or not in the table. */
    UNKNOWN_ISSUER,
    /** Its {@code alg} is not one that this issuer uses. */
    ALGORITHM,
    /** It is something else than an access token of this issuer: see {@link TokenShape}. */
    TYPE,
    /** No key of the issuer verifies the signature. */
    SIGNATURE,
    /** {@code exp} is over. */
    EXPIRED,
    /** {@code nbf} is not reached. */
    NOT_YET_VALID,
    /** Meant for somebody else. */
    AUDIENCE,
    /** A required claim ({@code iss}, {@code sub}, {@code aud}, {@code exp}) is absent or wrong. */
    CLAIMS
  }
}
