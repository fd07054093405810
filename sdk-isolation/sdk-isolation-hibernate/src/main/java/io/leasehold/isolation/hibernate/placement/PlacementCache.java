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
final class PlacementCache implements TenantPlacements {

  private final TenantPlacements source;
  private final Cache<TenantId, TenantPlacement> known;
  private final AtomicLong epoch = new AtomicLong();

  PlacementCache(TenantPlacements source, int maximum, Duration time) {
    this.source = source;
    this.known = Caffeine.newBuilder().maximumSize(maximum).expireAfterWrite(time).build();
  }

  @Override
  public TenantPlacement of(TenantId tenant) {
    TenantPlacement found = known.getIfPresent(tenant);
    return found == null ? ask(tenant) : found;
  }

  /** The place as the source says now. */
  TenantPlacement ask(TenantId tenant) {
    long before = epoch.get();
    TenantPlacement told = source.of(tenant);
    known.put(tenant, told);
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
