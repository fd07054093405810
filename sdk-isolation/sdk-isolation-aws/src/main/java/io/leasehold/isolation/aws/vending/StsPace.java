package io.leasehold.isolation.aws.vending;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When the next call of STS may start: a token bucket, and what becomes of it when STS throttles.
 *
 * <p>A throttle stops everything for a while that doubles from one to the next. Then a single call
 * finds out whether STS takes calls again. If it does, the rest follows at half the former rate
 * without a burst, and each success brings the rate a hundredth of the whole closer to it.
 *
 * <p>Not thread-safe. Instants are nanoseconds of one monotonic clock.
 */
final class StsPace {

  static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private static final double NANOS = 1e9;
  private static final double SLOWEST = 1.0 / 64;
  private static final double STEP = 1.0 / 100;
  private static final double PAUSE_JITTER = 0.5;

  private final double fullRate;
  private final double burst;
  private final DoubleSupplier jitter;
  private double rate;
  private double tokens;
  private long filledAt;
  private long pausedUntil;
  private long pause;
  private boolean unsure;
  private boolean probing;
  private long generation;

  StsPace(double callsPerSecond, DoubleSupplier jitter, long now) {
    this.fullRate = callsPerSecond;
    this.burst = Math.max(1, callsPerSecond);
    this.jitter = jitter;
    this.rate = fullRate;
    this.tokens = burst;
    this.filledAt = now;
    this.pausedUntil = now;
  }

  /** Whether a call may start. */
  boolean ready(long now) {
    if (now - pausedUntil < 0) {
      return false;
    }
    fill(now);
    return unsure ? !probing : tokens >= 1;
  }

  /** Starts a call, for which it must be ready. */
  void take(long now) {
    if (unsure) {
      probing = true;
    } else {
      fill(now);
      tokens -= 1;
    }
  }

  /** Whether there is more to spare than those need who have nothing in hand. */
  boolean plenty(long now) {
    if (unsure || now - pausedUntil < 0) {
      return false;
    }
    fill(now);
    return tokens >= Math.min(burst, Math.max(1, burst / 4));
  }

  /** Tells calls that began before a throttle from those that began after it. */
  long generation() {
    return generation;
  }

  void throttled(long begun, long now) {
    if (begun != generation) {
      return; // sent before the last throttle was known; it says nothing new
    }
    generation++;
    pause = pause == 0 ? FIRST_PAUSE.toNanos() : Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    pausedUntil = now + (long) (pause * (1 + PAUSE_JITTER * jitter.getAsDouble()));
    rate = Math.max(fullRate * SLOWEST, rate / 2);
    unsure = true;
    probing = false;
  }

  void answered(long begun, long now) {
    if (begun != generation) {
      return;
    }
    if (unsure) {
      unsure = false;
      probing = false;
      tokens = 0;
      filledAt = now;
    }
    rate = Math.min(fullRate, rate + fullRate * STEP);
    if (rate == fullRate) {
      pause = 0;
    }
  }

  /** STS did not answer: neither better nor worse. */
  void unanswered(long begun, long now) {
    if (begun == generation && unsure) {
      probing = false;
      pausedUntil = now + pause;
    }
  }

  /** How long nothing will change, unless a call comes back. */
  long nanosToNext(long now) {
    if (now - pausedUntil < 0) {
      return pausedUntil - now;
    }
    if (unsure) {
      return LONGEST_PAUSE.toNanos();
    }
    fill(now);
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / rate * NANOS);
  }

  /** Whether STS throttled and has not been seen to take calls since. */
  boolean throttling() {
    return unsure;
  }

  private void fill(long now) {
    tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * rate);
    filledAt = now;
  }
}
