package io.leasehold.localaws.internal.organizations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets so many requests a second pass, with a second's worth saved up. Thread-safe. */
final class TokenBucket {

  private final int perSecond;
  private final Clock clock;
  private double tokens;
  private Instant filled;

  TokenBucket(int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.tokens = perSecond;
    this.filled = clock.instant();
  }

  synchronized boolean take() {
    if (perSecond == 0) {
      return true;
    }
    Instant now = clock.instant();
    double seconds = Duration.between(filled, now).toMillis() / 1000.0;
    tokens = Math.min(perSecond, tokens + seconds * perSecond);
    filled = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
