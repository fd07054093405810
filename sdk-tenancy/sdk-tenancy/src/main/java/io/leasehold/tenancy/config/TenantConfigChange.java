package io.leasehold.tenancy.config;

import io.leasehold.tenancy.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of tenants that are no longer what they were.
 *
 * @param tenant whose; empty when any tenant's may have changed
 * @param keys which; empty when any key may have
 */
public record TenantConfigChange(Optional<TenantId> tenant, Set<String> keys) {

  /** Copies. */
  public TenantConfigChange {
    keys = Set.copyOf(keys);
  }

  /** Whether the setting of the tenant is, or may be, another now. */
  public boolean concerns(TenantId id, String key) {
    return (tenant.isEmpty() || tenant.get().equals(id)) && (keys.isEmpty() || keys.contains(key));
  }
}
