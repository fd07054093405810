package io.leasehold.isolation.hibernate.internal.loading;

import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.persister.internal.PersisterClassResolverInitiator;
import org.hibernate.persister.spi.PersisterClassResolver;

/** Puts the persisters of this package, and the keeping of plans, into a persistence unit. */
public final class TenantPlansContribution {

  private TenantPlansContribution() {}

  /**
   * Puts them in; a unit that wants no plans kept has its persisters all the same.
   *
   * @throws UnsafeConfigurationException if the setting is wrong, or if the unit has persisters of
   *     its own
   */
  public static void to(StandardServiceRegistryBuilder builder) {
    Map<String, Object> settings = builder.getSettings();
    if (settings.get(PersisterClassResolverInitiator.IMPL_NAME) != null) {
      throw new UnsafeConfigurationException(
          "the setting "
              + PersisterClassResolverInitiator.IMPL_NAME
              + " would take the place of the persisters that guard what a session loads: take it"
              + " out");
    }
    TenantPlans plans = TenantPlans.of(settings);
    builder.addService(TenantPlans.class, plans);
    // Also without plans: what a session loads by many keys, they guard.
    builder.addService(PersisterClassResolver.class, new TenantPersisters());
    if (plans.keeps()) {
      builder.addInitiator(new KeptEnvironment.Initiator());
      // Who brings a translator of their own has their queries translated each time.
      settings.putIfAbsent(
          QuerySettings.SEMANTIC_QUERY_TRANSLATOR, TenantTranslators.class.getName());
    }
  }
}
