package io.leasehold.tenancy.fairness;

import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.spi.SharedAllowances;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Opens ledgers.
 *
 * @param shared the count of all nodes; empty if each counts for itself
 * @param nodesWhenDown among how many nodes a tenant's allowance is divided while the shared count
 *     cannot be read; empty if it has none then
 */
record MeterFactory(
    Optional<SharedAllowances> shared,
    OptionalInt nodesWhenDown,
    Ticker ticker,
    InstantSource clock) {

  Ledger ledger(String caller, Limits limits) {
    return new Ledger(limits, allowances(limits).map(one -> meter(caller, one)).toList());
  }

  Ledger localLedger(Limits limits) {
    return new Ledger(limits, allowances(limits).map(this::local).toList());
  }

  // The rate first: what is too fast does not use up the quota.
  private static Stream<Allowance> allowances(Limits limits) {
    return Stream.of(limits.rate(), limits.quota()).flatMap(Optional::stream);
  }

  private Meter meter(String caller, Allowance allowance) {
    if (shared.isEmpty()) {
      return local(allowance);
    }
    Optional<Meter> whenDown =
        nodesWhenDown.stream().mapToObj(nodes -> local(divided(allowance, nodes))).findFirst();
    return new LeasedMeter(caller, allowance, shared.get(), whenDown.orElse(null), ticker);
  }

  private Meter local(Allowance allowance) {
    return allowance instanceof Rate rate
        ? new RateMeter(rate, ticker)
        : new QuotaMeter((Quota) allowance, clock);
  }

  private static Allowance divided(Allowance allowance, int nodes) {
    long permits = Math.max(1, allowance.permits() / nodes);
    return allowance instanceof Rate rate
        ? new Rate(permits, rate.per(), Math.max(1, rate.burst() / nodes))
        : new Quota(permits, allowance.per());
  }
}
