package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.config.SettingsOfTenant;

/**
 * Where the settings of single tenants are kept. Wrap one that asks a database in {@code
 * config.CachingTenantSettings}.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface TenantSettings {

  /**
   * All settings of the tenant; none if it has none or does not exist.
   *
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if that cannot be known now
   */
  SettingsOfTenant of(TenantId tenant);

  /** No tenant has settings of its own. */
  static TenantSettings none() {
    return tenant -> SettingsOfTenant.NONE;
  }
}
