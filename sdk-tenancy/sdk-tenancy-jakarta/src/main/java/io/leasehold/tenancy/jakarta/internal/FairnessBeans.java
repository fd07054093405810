package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.config.TenantConfig;
import io.leasehold.tenancy.fairness.ConfiguredLimits;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.fairness.TenantFairnessBuilder;
import io.leasehold.tenancy.spi.SharedAllowances;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where the fairness filter finds its part. */
public final class FairnessBeans {

  private static final String RATE = "leasehold.fairness.rate";

  private FairnessBeans() {}

  /** The application's bean, or else what its configuration says; empty if it has neither. */
  public static Optional<TenantFairness> fairness() {
    Instance<TenantFairness> bean = CDI.current().select(TenantFairness.class);
    // get() complains by itself when there are several.
    return bean.isUnsatisfied()
        ? config().flatMap(FairnessBeans::configured)
        : Optional.of(bean.get());
  }

  // A server without MicroProfile Config has no settings of ours, and works all the same.
  private static Optional<Config> config() {
    try {
      return Optional.of(ConfigProvider.getConfig());
    } catch (NoClassDefFoundError | IllegalStateException absent) {
      return Optional.empty();
    }
  }

  private static Optional<TenantFairness> configured(Config config) {
    if (config.getOptionalValue(RATE, String.class).isEmpty()) {
      return Optional.empty();
    }
    TenantConfig ofTenants = CDI.current().select(TenantConfig.class).get();
    TenantFairnessBuilder builder = TenantFairness.builder(new ConfiguredLimits(ofTenants));
    Instance<SharedAllowances> shared = CDI.current().select(SharedAllowances.class);
    if (!shared.isUnsatisfied()) {
      builder.shared(shared.get());
    }
    return Optional.of(builder.build());
  }
}
