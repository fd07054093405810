package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.Tier;
import java.util.Map;
import java.util.Objects;

/**
 * Which limits a tenant has. It is asked for each request and must not wait for anything.
 *
 * <p>Implementations are thread-safe. Other limits than before begin a new count.
 */
@FunctionalInterface
public interface TenantLimits {

  /** The limits of the tenant. */
  Limits of(Tenant tenant);

  /**
   * Limits by tier.
   *
   * @param otherwise for tiers that are not in the map, so that a new tier is never without limits
   */
  static TenantLimits byTier(Map<Tier, Limits> tiers, Limits otherwise) {
    Map<Tier, Limits> copy = Map.copyOf(tiers);
    Objects.requireNonNull(otherwise, "otherwise");
    return tenant -> copy.getOrDefault(tenant.tier(), otherwise);
  }
}
