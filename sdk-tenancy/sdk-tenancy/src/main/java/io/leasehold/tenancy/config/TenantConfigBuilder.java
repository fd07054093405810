package io.leasehold.tenancy.config;

import io.leasehold.tenancy.spi.SecretSource;
import io.leasehold.tenancy.spi.TenantSettings;
import java.util.Objects;

/** Builds a {@link TenantConfig}. Not thread-safe. */
public final class TenantConfigBuilder {

  private final ConfigValues deployed;
  private TenantSettings settings = TenantSettings.none();
  private TenantKeys tenantKeys = TenantKeys.none();
  private SecretSource secrets = SecretSource.none();

  TenantConfigBuilder(ConfigValues deployed) {
    this.deployed = Objects.requireNonNull(deployed, "deployed");
  }

  /** The settings of single tenants; none unless told. */
  public TenantConfigBuilder settings(TenantSettings source) {
    this.settings = Objects.requireNonNull(source, "source");
    return this;
  }

  /** What tenants may set for themselves; nothing unless told. */
  public TenantConfigBuilder tenantMaySet(TenantKeys keys) {
    this.tenantKeys = Objects.requireNonNull(keys, "keys");
    return this;
  }

  /** Where secrets are; nowhere unless told. */
  public TenantConfigBuilder secrets(SecretSource source) {
    this.secrets = Objects.requireNonNull(source, "source");
    return this;
  }

  /** The configuration. */
  public TenantConfig build() {
    return new TenantConfig(deployed, settings, tenantKeys, secrets);
  }
}
