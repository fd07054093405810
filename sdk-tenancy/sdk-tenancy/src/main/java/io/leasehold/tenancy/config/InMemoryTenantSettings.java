package io.leasehold.tenancy.config;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.spi.TenantSettings;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Settings in memory, for tests and for programs whose tenants are few and fixed. Thread-safe. */
public final class InMemoryTenantSettings implements TenantSettings {

  private final Map<TenantId, SettingsOfTenant> settings = new ConcurrentHashMap<>();
  private volatile boolean reachable = true;

  /** Replaces all settings of the tenant. */
  public void save(TenantId tenant, SettingsOfTenant all) {
    settings.put(tenant, Objects.requireNonNull(all, "all"));
  }

  /** Whether the settings can be read (they can at first) or not, as those of a database. */
  public void reachable(boolean answers) {
    this.reachable = answers;
  }

  @Override
  public SettingsOfTenant of(TenantId tenant) {
    if (!reachable) {
      throw new TenantRegistryUnavailableException(
          new IllegalStateException("the settings were told to be unreachable"));
    }
    return settings.getOrDefault(tenant, SettingsOfTenant.NONE);
  }
}
