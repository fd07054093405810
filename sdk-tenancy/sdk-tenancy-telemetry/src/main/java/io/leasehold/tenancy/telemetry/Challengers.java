package io.leasehold.tenancy.telemetry;

import io.leasehold.tenancy.TenantId;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the busiest of any number of tenants with a fixed number of counters (the "space saving"
 * method): a newcomer takes over the smallest counter with its count, and that count is remembered
 * as the error. Not thread-safe.
 */
final class Challengers {

  /**
   * A tenant that may deserve a slot.
   *
   * @param tenant who
   * @param atLeast what it surely did, which is less than or equal to what it did
   */
  record Challenger(TenantId tenant, long atLeast) {}

  private final int capacity;
  private final Map<TenantId, Count> counts = new HashMap<>();

  Challengers(int capacity) {
    this.capacity = capacity;
  }

  void count(TenantId id, long amount) {
    Count known = counts.get(id);
    if (known != null) {
      known.value += amount;
    } else if (counts.size() < capacity) {
      counts.put(id, new Count(amount, 0));
    } else {
      Map.Entry<TenantId, Count> smallest =
          Collections.min(
              counts.entrySet(), Comparator.comparingLong(entry -> entry.getValue().value));
      long taken = smallest.getValue().value;
      counts.remove(smallest.getKey());
      counts.put(id, new Count(taken + amount, taken));
    }
  }

  List<Challenger> heaviestFirst() {
    return counts.entrySet().stream()
        .map(
            entry ->
                new Challenger(entry.getKey(), entry.getValue().value - entry.getValue().error))
        .sorted(Comparator.comparingLong(Challenger::atLeast).reversed())
        .toList();
  }

  void clear() {
    counts.clear();
  }

  /** A counter that may have been another tenant's before. */
  private static final class Count {

    private long value;
    private final long error;

    Count(long value, long error) {
      this.value = value;
      this.error = error;
    }
  }
}
