package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.vending.VendedEntry.Held;
import io.leasehold.isolation.aws.vending.VendedEntry.Refused;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** For how long what STS answered counts. Thread-safe. */
final class VendedLifetimes {

  private static final long FIRST_REFUSAL = Duration.ofSeconds(5).toMillis();
  private static final long LONGEST_REFUSAL = Duration.ofSeconds(30).toMillis();
  private static final long FIRST_OUTAGE = Duration.ofSeconds(1).toMillis();
  private static final long LONGEST_OUTAGE = Duration.ofSeconds(5).toMillis();
  private static final long REFRESH_RETRY = Duration.ofSeconds(5).toMillis();
  private static final int MOST_DOUBLINGS = 8;

  private final long duration;
  private final DoubleSupplier jitter;
  private final long hardStop;

  VendedLifetimes(Duration duration, DoubleSupplier jitter) {
    this(duration, jitter, TenantSessions.HARD_STOP);
  }

  VendedLifetimes(Duration duration, DoubleSupplier jitter, Duration hardStop) {
    this.duration = duration.toMillis();
    this.jitter = jitter;
    this.hardStop = hardStop.toMillis();
  }

  Held hold(TenantCredentials vended, long start) {
    // Counted by our own clock from the request on, in case it goes differently from AWS's.
    long end = Math.min(vended.expiresAtMillis(), start + duration);
    double share = 0.5 + 0.3 * jitter.getAsDouble();
    long refreshAt = start + (long) ((end - start) * share);
    return new Held(vended, refreshAt, end - hardStop, null);
  }

  /** The same credentials, to be refreshed later because that failed now. */
  Held postponed(Held held, @Nullable Refused trouble, long now) {
    return new Held(held.credentials(), now + REFRESH_RETRY, held.usableUntil(), trouble);
  }

  /** What to remember of a failure; null if it is no property of this one session. */
  @Nullable Refused refused(IsolationException failure, @Nullable VendedEntry before, long now) {
    if (!(failure instanceof CredentialVendingException vending)) {
      return null;
    }
    Refused last =
        before instanceof Refused refused
            ? refused
            : before instanceof Held held ? held.trouble() : null;
    int attempts = last == null ? 1 : last.attempts() + 1;
    return switch (vending.reason()) {
      case REFUSED -> refused(vending, attempts, now, FIRST_REFUSAL, LONGEST_REFUSAL);
      case UNAVAILABLE -> refused(vending, attempts, now, FIRST_OUTAGE, LONGEST_OUTAGE);
      default -> null;
    };
  }

  private static Refused refused(
      CredentialVendingException failure, int attempts, long now, long first, long longest) {
    long doubled = first << Math.min(attempts - 1, MOST_DOUBLINGS);
    return new Refused(
        failure.reason(), failure.detail(), attempts, now + Math.min(doubled, longest));
  }
}
