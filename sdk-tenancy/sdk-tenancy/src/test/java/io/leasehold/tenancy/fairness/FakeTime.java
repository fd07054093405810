package io.leasehold.tenancy.fairness;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves; it starts a second before a day of UTC is over. */
final class FakeTime implements Ticker, InstantSource {

  private static final Instant START = Instant.parse("2026-03-01T23:59:59Z");

  private final AtomicLong nanos = new AtomicLong();

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long read() {
    // The system's ticker may be negative and overflow, too.
    return Long.MAX_VALUE - 1_000_000 + nanos.get();
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get());
  }
}
