package io.leasehold.tenancy.fairness;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** A token bucket on this node. */
final class RateMeter implements Meter {

  private final Rate rate;
  private final Ticker ticker;
  private double level;
  private long levelAt;

  RateMeter(Rate rate, Ticker ticker) {
    this.rate = rate;
    this.ticker = ticker;
    this.level = rate.burst();
    this.levelAt = ticker.read();
  }

  @Override
  public synchronized Reading take() {
    refill();
    if (level < 1) {
      return new Denied(standing(), untilNext());
    }
    level -= 1;
    return new Granted(standing());
  }

  @Override
  public synchronized Duration waitForNext() {
    refill();
    return level < 1 ? untilNext() : Duration.ZERO;
  }

  @Override
  public synchronized boolean isFresh() {
    refill();
    return level >= rate.burst();
  }

  private void refill() {
    long now = ticker.read();
    level = Math.min((double) rate.burst(), level + (now - levelAt) * rate.permitsPerNano());
    levelAt = now;
  }

  private Duration untilNext() {
    return nanos((1 - level) / rate.permitsPerNano());
  }

  private Standing standing() {
    return new Standing(rate, (long) level, nanos((rate.burst() - level) / rate.permitsPerNano()));
  }

  private static Duration nanos(double nanos) {
    return Duration.ofNanos((long) Math.ceil(nanos));
  }
}
