package io.leasehold.isolation.hibernate.internal.loading;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.persister.spi.PersisterClassResolver;

/** Puts the keeping of plans into a persistence unit. */
public final class TenantPlansContribution {

  private TenantPlansContribution() {}

  /**
   * Puts it in, unless the unit wants none.
   *
   * @throws io.leasehold.isolation.hibernate.UnsafeConfigurationException if the setting is wrong
   */
  public static void to(StandardServiceRegistryBuilder builder) {
    Map<String, Object> settings = builder.getSettings();
    TenantPlans plans = TenantPlans.of(settings);
    builder.addService(TenantPlans.class, plans);
    if (plans.keeps()) {
      builder.addService(PersisterClassResolver.class, new TenantPersisters());
      builder.addInitiator(new KeptEnvironment.Initiator());
      // Who brings a translator of their own has their queries translated each time.
      settings.putIfAbsent(
          QuerySettings.SEMANTIC_QUERY_TRANSLATOR, TenantTranslators.class.getName());
    }
  }
}
