package io.leasehold.isolation.aws;

import io.leasehold.isolation.IsolationException;
import java.time.Duration;
import java.time.Instant;

/** What the vendor remembers about one tenant. Immutable. */
sealed interface VendedEntry {

  /**
   * Credentials in hand.
   *
   * @param refreshAt from when a use fetches new ones ahead
   * @param usableUntil the hard stop, some time before AWS's own
   */
  record Held(TenantCredentials credentials, Instant refreshAt, Instant usableUntil)
      implements VendedEntry {

    boolean usable(Instant now) {
      return now.isBefore(usableUntil);
    }

    /** Whether AWS takes them that much longer, by the hard stop. */
    boolean lasts(Instant now, Duration minRemaining) {
      return !usableUntil.plus(TenantSessions.HARD_STOP).isBefore(now.plus(minRemaining));
    }

    boolean due(Instant now) {
      return !now.isBefore(refreshAt);
    }

    /** The same, with the next attempt to refresh postponed. */
    Held retryAt(Instant next) {
      return new Held(credentials, next, usableUntil);
    }
  }

  /**
   * A refusal that would only be repeated.
   *
   * @param attempts how often in a row
   * @param until when to ask STS again
   */
  record Refused(IsolationException failure, int attempts, Instant until) implements VendedEntry {

    boolean stands(Instant now) {
      return now.isBefore(until);
    }
  }
}
