package io.leasehold.isolation.hibernate.placement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers places until their tenants change, and for a while at most. Answers only: who has no
 * place is asked about anew. Thread-safe.
 */
final class PlacementCache {

  private final TenantPlacements source;
  private final long nanos;
  private final Cache<TenantId, Told> known;
  private final AtomicLong epoch = new AtomicLong();

  /**
   * An answer.
   *
   * @param asked when the source was asked: it may take long to answer, and whoever moves a tenant
   *     waits until older answers are forgotten
   */
  private record Told(TenantWhereabouts whereabouts, long asked) {}

  PlacementCache(TenantPlacements source, int maximum, Duration time) {
    this.source = source;
    this.nanos = time.toNanos();
    this.known = Caffeine.newBuilder().maximumSize(maximum).expireAfterWrite(time).build();
  }

  TenantWhereabouts of(TenantId tenant) {
    Told found = known.getIfPresent(tenant);
    return found == null || System.nanoTime() - found.asked() >= nanos
        ? ask(tenant)
        : found.whereabouts();
  }

  /** The place as the source says now. */
  TenantWhereabouts ask(TenantId tenant) {
    long before = epoch.get();
    long asked = System.nanoTime();
    TenantWhereabouts told = source.whereabouts(tenant);
    known.put(tenant, new Told(told, asked));
    if (epoch.get() != before) {
      // Perhaps read before the change.
      known.invalidate(tenant);
    }
    return told;
  }

  /** Changes whenever something was forgotten. */
  long epoch() {
    return epoch.get();
  }

  void forget(TenantChange change) {
    epoch.incrementAndGet();
    change.tenant().ifPresentOrElse(known::invalidate, known::invalidateAll);
  }
}
