package io.leasehold.tenancy.fairness;

import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.spi.SharedAllowances;
import io.leasehold.tenancy.spi.SharedAllowances.Lease;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spends permits that were leased from the shared count. It asks again only when they are spent or
 * too old, and after it got fewer than it wanted not before as many can be there: a flood that is
 * refused does not reach the database.
 */
final class LeasedMeter implements Meter {

  static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(1);

  /** Who waits longer for the answer to somebody else's question is told to come back. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(LeasedMeter.class);

  private final String caller;
  private final Allowance allowance;
  private final SharedAllowances shared;
  private final @Nullable Meter whenDown;
  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();

  private long held;
  private long heldUntil;
  private long askNotBefore;
  private long downUntil;
  private boolean down;
  private long shownRemaining;
  private long resetAt;
  private long retryAt;

  LeasedMeter(
      String caller,
      Allowance allowance,
      SharedAllowances shared,
      @Nullable Meter whenDown,
      Ticker ticker) {
    this.caller = caller;
    this.allowance = allowance;
    this.shared = shared;
    this.whenDown = whenDown;
    this.ticker = ticker;
    long now = ticker.read();
    this.heldUntil = now;
    this.askNotBefore = now;
    this.downUntil = now;
    this.resetAt = now;
    this.retryAt = now;
  }

  @Override
  public Reading take() {
    if (!locked()) {
      return new Unknown(RETRY_AFTER_OUTAGE);
    }
    try {
      return takeLocked();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isFresh() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      long now = ticker.read();
      // The count is elsewhere; here are only the permits in hand and what is known of the outage.
      return (held == 0 || isPast(heldUntil, now))
          && isPast(askNotBefore, now)
          && isPast(downUntil, now)
          && (whenDown == null || whenDown.isFresh());
    } finally {
      lock.unlock();
    }
  }

  private Reading takeLocked() {
    long now = ticker.read();
    if (held > 0 && !isPast(heldUntil, now)) {
      return spend(now);
    }
    held = 0;
    if (!isPast(downUntil, now)) {
      return whileDown();
    }
    if (!isPast(askNotBefore, now)) {
      return denied(now);
    }
    try {
      ask(now);
    } catch (RuntimeException outage) {
      downUntil = ticker.read() + RETRY_AFTER_OUTAGE.toNanos();
      if (!down) {
        LOG.warn("The shared allowances cannot be read: {}", outage.toString());
      }
      down = true;
      return whileDown();
    }
    return held > 0 ? spend(now) : denied(now);
  }

  private void ask(long now) {
    long wanted = batch(allowance);
    Lease lease = shared.take(caller, allowance, wanted);
    down = false;
    // Counted from before the question: the answer may have been on its way for long.
    heldUntil = now + lease.validFor().toNanos();
    resetAt = now + lease.resetAfter().toNanos();
    held = Math.min(lease.granted(), wanted);
    shownRemaining = lease.remaining();
    retryAt = now + lease.retryAfter().toNanos();
    askNotBefore = now;
    if (held < wanted) {
      retryAt = Math.max(retryAt, now + pause(wanted));
      askNotBefore = retryAt;
    }
  }

  private Reading spend(long now) {
    held--;
    return new Granted(standing(now));
  }

  private Reading denied(long now) {
    return new Denied(standing(now), Duration.ofNanos(Math.max(1, retryAt - now)));
  }

  private Reading whileDown() {
    return whenDown == null ? new Unknown(RETRY_AFTER_OUTAGE) : whenDown.take();
  }

  private Standing standing(long now) {
    return new Standing(
        allowance, held + shownRemaining, Duration.ofNanos(Math.max(0, resetAt - now)));
  }

  // The time in which a rate refills what was wanted; a quota says itself when it is back.
  private long pause(long wanted) {
    return allowance instanceof Rate rate ? (long) (wanted / rate.permitsPerNano()) : 0;
  }

  private boolean locked() {
    try {
      return lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isPast(long time, long now) {
    return now - time >= 0;
  }

  /** How many permits are leased at a time, and so lost at most when a node dies. */
  static long batch(Allowance allowance) {
    long share = allowance instanceof Rate rate ? rate.burst() / 5 : allowance.permits() / 100;
    return Math.max(1, Math.min(1_000, share));
  }
}
