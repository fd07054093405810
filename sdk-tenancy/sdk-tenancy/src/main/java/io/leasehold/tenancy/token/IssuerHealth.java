package io.leasehold.tenancy.token;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How it stands with the keys of one issuer that is in use. Immutable.
 *
 * @param issuer the issuer
 * @param state whether its tokens can be verified now
 * @param keysOf when the keys in use were fetched; empty if they never were
 * @param keys how many there are
 * @param failure what the last attempt to fetch them failed with; empty if it succeeded
 */
public record IssuerHealth(
    String issuer, State state, Optional<Instant> keysOf, int keys, Optional<String> failure) {

  /** Whether an issuer's tokens can be verified. */
  public enum State {
    /** The last fetch succeeded. */
    READY,
    /** The last fetch failed, and the keys of an earlier one are still good. */
    STALE,
    /** There are no keys that may be used: tokens are answered "unavailable". */
    DOWN
  }

  /** Requires all of it. */
  public IssuerHealth {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(keysOf, "keysOf");
    Objects.requireNonNull(failure, "failure");
  }
}
