package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.config.TenantConfig;
import io.leasehold.tenancy.config.TenantKeys;
import io.leasehold.tenancy.jakarta.MicroProfileConfigValues;
import io.leasehold.tenancy.spi.SecretSource;
import io.leasehold.tenancy.spi.TenantSettings;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Produces the configuration of the tenant in scope: on MicroProfile Config, with the application's
 * beans of type {@link TenantSettings} and {@link SecretSource} where there are such.
 */
@Dependent
public class TenantConfigProducer {

  /** The setting that lists what tenants may set for themselves. */
  public static final String TENANT_MAY_SET = "leasehold.tenancy.tenant-may-set";

  /** The configuration; one for all, because it looks up the tenant each time. */
  @Produces
  @Singleton
  public TenantConfig tenantConfig(
      Instance<TenantSettings> settings, Instance<SecretSource> secrets) {
    Config config = ConfigProvider.getConfig();
    String[] keys = config.getOptionalValue(TENANT_MAY_SET, String[].class).orElse(new String[0]);
    return TenantConfig.builder(new MicroProfileConfigValues(config))
        .settings(settings.isUnsatisfied() ? TenantSettings.none() : settings.get())
        .secrets(secrets.isUnsatisfied() ? SecretSource.none() : secrets.get())
        .tenantMaySet(TenantKeys.of(keys))
        .build();
  }
}
