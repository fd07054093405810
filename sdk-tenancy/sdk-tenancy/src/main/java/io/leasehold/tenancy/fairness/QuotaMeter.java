package io.leasehold.tenancy.fairness;

import java.time.Duration;
import java.time.InstantSource;

/** A count for the current period on this node. It begins anew when the node does. */
final class QuotaMeter implements Meter {

  private final Quota quota;
  private final InstantSource clock;
  private long period;
  private long taken;

  QuotaMeter(Quota quota, InstantSource clock) {
    this.quota = quota;
    this.clock = clock;
  }

  @Override
  public synchronized Reading take() {
    roll();
    if (taken >= quota.permits()) {
      return new Denied(standing(), untilNext());
    }
    taken++;
    return new Granted(standing());
  }

  @Override
  public synchronized boolean isFresh() {
    roll();
    return taken == 0;
  }

  private void roll() {
    long now = Math.floorDiv(clock.instant().getEpochSecond(), quota.per().toSeconds());
    // A clock that is set back does not give the period's allowance a second time.
    if (now > period) {
      period = now;
      taken = 0;
    }
  }

  private Standing standing() {
    return new Standing(quota, quota.permits() - taken, untilNext());
  }

  private Duration untilNext() {
    long end = (period + 1) * quota.per().toSeconds() * 1_000;
    return Duration.ofMillis(Math.max(1, end - clock.millis()));
  }
}
