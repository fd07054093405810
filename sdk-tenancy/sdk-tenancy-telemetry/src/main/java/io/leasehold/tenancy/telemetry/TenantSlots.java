package io.leasehold.tenancy.telemetry;

import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who has a time series of its own: a fixed number of tenants, the busiest as far as few changes
 * allow. Its memory does not depend on the number of tenants. Thread-safe; a holder takes no lock.
 */
final class TenantSlots {

  private final int size;
  private final long window;
  private final LongSupplier nanoTime;
  private final AtomicLong windowEnd;
  private final Map<TenantId, Weight> holders = new ConcurrentHashMap<>();
  // Guarded by this.
  private final Challengers challengers;

  /**
   * Free slots.
   *
   * @param size how many
   * @param window how long tenants are compared before slots change hands
   * @param nanoTime the clock
   */
  TenantSlots(int size, Duration window, LongSupplier nanoTime) {
    this.size = size;
    this.window = window.toNanos();
    this.nanoTime = nanoTime;
    this.windowEnd = new AtomicLong(nanoTime.getAsLong() + this.window);
    this.challengers = new Challengers(Math.max(size, 16));
  }

  /** Takes note of what the tenant did, and tells whether it has a slot. */
  boolean holdsAfter(TenantId id, long amount) {
    endWindowIfOver();
    Weight weight = holders.get(id);
    if (weight == null) {
      weight = freeSlotOrChallenge(id, amount);
    }
    if (weight == null) {
      return false;
    }
    weight.recent.add(amount);
    return true;
  }

  /** Who has a slot at this moment. */
  Map<TenantId, ?> holders() {
    endWindowIfOver();
    return Map.copyOf(holders);
  }

  private synchronized @Nullable Weight freeSlotOrChallenge(TenantId id, long amount) {
    if (holders.size() < size) {
      return holders.computeIfAbsent(id, tenant -> new Weight());
    }
    Weight meanwhile = holders.get(id);
    if (meanwhile == null) {
      challengers.count(id, amount);
    }
    return meanwhile;
  }

  private void endWindowIfOver() {
    long now = nanoTime.getAsLong();
    long end = windowEnd.get();
    if (now - end >= 0 && windowEnd.compareAndSet(end, now + window)) {
      changeHands();
    }
  }

  private synchronized void changeHands() {
    holders.values().forEach(Weight::endWindow);
    List<Map.Entry<TenantId, Weight>> lightestFirst =
        holders.entrySet().stream()
            .sorted(Comparator.comparingLong(holder -> holder.getValue().settled))
            .limit(Math.max(1, size / 10))
            .toList();
    Iterator<Challengers.Challenger> heaviestFirst = challengers.heaviestFirst().iterator();
    for (Map.Entry<TenantId, Weight> lightest : lightestFirst) {
      if (!heaviestFirst.hasNext()) {
        break;
      }
      Challengers.Challenger challenger = heaviestFirst.next();
      if (challenger.atLeast() <= 2 * lightest.getValue().settled) {
        break;
      }
      holders.remove(lightest.getKey());
      holders.put(challenger.tenant(), new Weight(challenger.atLeast()));
    }
    challengers.clear();
  }

  /** How busy a holder is. A quiet window halves it, so that a pause costs no slot. */
  private static final class Weight {

    private final LongAdder recent = new LongAdder();
    // Guarded by the slots.
    private long settled;

    Weight() {}

    Weight(long settled) {
      this.settled = settled;
    }

    void endWindow() {
      settled = Math.max(recent.sumThenReset(), settled / 2);
    }
  }
}
