package io.leasehold.tenancy.fairness;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The ledgers of many callers. A ledger goes only when a new one would be the same, so no caller
 * gains anything by the coming of others; when there are too many all the same, those that come on
 * top share one.
 */
final class Ledgers<K> {

  private static final long SWEEP_NANOS = 1_000_000_000;

  private final ConcurrentHashMap<K, Ledger> ledgers = new ConcurrentHashMap<>();
  private final AtomicLong sweepAt;
  private final int maximum;
  private final K others;
  private final Ticker ticker;

  /**
   * Creates the table.
   *
   * @param others the key under which those are counted that come when the table is full
   */
  Ledgers(int maximum, K others, Ticker ticker) {
    this.maximum = maximum;
    this.others = others;
    this.ticker = ticker;
    this.sweepAt = new AtomicLong(ticker.read() + SWEEP_NANOS);
  }

  Admission admit(K caller, Limits limits, Function<K, Ledger> opening) {
    return with(caller, limits, opening, Ledger::admit);
  }

  <R> R with(K caller, Limits limits, Function<K, Ledger> opening, Function<Ledger, R> use) {
    while (true) {
      K key = ledgers.containsKey(caller) || hasRoom() ? caller : others;
      Ledger ledger =
          ledgers.compute(
              key,
              (unused, known) ->
                  known != null && known.limits().equals(limits) ? known : opening.apply(key));
      if (ledger.enter()) {
        try {
          return use.apply(ledger);
        } finally {
          ledger.leave();
        }
      }
      Thread.onSpinWait();
    }
  }

  int size() {
    return ledgers.size();
  }

  private boolean hasRoom() {
    long now = ticker.read();
    long due = sweepAt.get();
    // One thread, and not more than once a second: to walk the whole table is not cheap.
    if (now - due >= 0 && sweepAt.compareAndSet(due, now + SWEEP_NANOS)) {
      ledgers.values().removeIf(Ledger::retireIfFresh);
    }
    return ledgers.size() < maximum;
  }
}
