package io.leasehold.tenancy.domain;

import java.util.function.LongSupplier;

/** Lets so many a second pass, and as many at once after a rest. Thread-safe. */
final class AskLimit {

  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private final LongSupplier nanos;
  private double tokens;
  private long last;

  AskLimit(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.tokens = perSecond;
    this.last = nanos.getAsLong();
  }

  synchronized boolean pass() {
    long now = nanos.getAsLong();
    tokens = Math.min(perSecond, tokens + (double) (now - last) * perSecond / SECOND);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
