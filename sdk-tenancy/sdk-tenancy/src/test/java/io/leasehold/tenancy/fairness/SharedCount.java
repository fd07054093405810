package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.spi.SharedAllowances;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The count of all nodes in memory, as the database keeps it; can be down. */
final class SharedCount implements SharedAllowances {

  static final Duration LEASE = Duration.ofSeconds(1);

  private final FakeTime time;
  private final Map<String, Double> levels = new HashMap<>();
  private final Map<String, Long> at = new HashMap<>();
  long questions;
  boolean down;

  SharedCount(FakeTime time) {
    this.time = time;
  }

  @Override
  public synchronized Lease take(String caller, Allowance allowance, long wanted) {
    questions++;
    if (down) {
      throw new IllegalStateException("down");
    }
    String key = caller + "/" + allowance.name();
    return allowance instanceof Rate rate
        ? rate(key, rate, wanted)
        : quota(key, (Quota) allowance, wanted);
  }

  private Lease rate(String key, Rate rate, long wanted) {
    long now = time.read();
    double perNano = (double) rate.permits() / rate.per().toNanos();
    double level =
        Math.min(
            (double) rate.burst(),
            levels.getOrDefault(key, (double) rate.burst())
                + (now - at.getOrDefault(key, now)) * perNano);
    long granted = Math.min(wanted, (long) level);
    double left = level - granted;
    levels.put(key, left);
    at.put(key, now);
    return new Lease(
        granted,
        (long) left,
        LEASE,
        Duration.ofNanos((long) ((rate.burst() - left) / perNano)),
        Duration.ofNanos((long) Math.max(0, Math.ceil((1 - left) / perNano))));
  }

  private Lease quota(String key, Quota quota, long wanted) {
    long period = time.instant().getEpochSecond() / quota.per().toSeconds();
    if (at.getOrDefault(key, -1L) != period) {
      at.put(key, period);
      levels.put(key, 0.0);
    }
    long taken = levels.get(key).longValue();
    long granted = Math.max(0, Math.min(wanted, quota.permits() - taken));
    levels.put(key, (double) (taken + granted));
    Duration end =
        Duration.ofMillis((period + 1) * quota.per().toMillis() - time.instant().toEpochMilli());
    return new Lease(granted, Math.max(0, quota.permits() - taken - granted), end, end, end);
  }
}
