package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.config.CachingTenantSettings;
import io.leasehold.tenancy.config.ConfigValues;
import io.leasehold.tenancy.config.TenantConfig;
import io.leasehold.tenancy.config.TenantConfigChange;
import io.leasehold.tenancy.config.TenantKeys;
import io.leasehold.tenancy.fairness.ConfiguredLimits;
import io.leasehold.tenancy.fairness.Limits;
import io.leasehold.tenancy.fairness.Rate;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is set on one node holds on the other within the bound that changes have. */
class SettingsOnTwoNodesTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final TenantKeys KEYS = TenantKeys.of("labs.greeting");

  @Test
  void theOtherNodeHearsOfASettingAndUsesIt() throws SQLException {
    RegistryDatabase database = RegistryDatabase.migrated();
    new PostgresTenantRegistry(database.platform()).save(ACME);
    var here = new PostgresTenantSettings(database.platform(), KEYS);
    var there = new PostgresTenantSettings(database.platform(), KEYS);
    List<TenantConfigChange> told = new CopyOnWriteArrayList<>();
    try (var changes = PostgresTenantChanges.start(database.platform());
        var cached = CachingTenantSettings.around(there, changes)) {
      TenantConfig config =
          TenantConfig.builder(
                  ConfigValues.of(
                      Map.of("labs.greeting", "Hello", "leasehold.fairness.rate", "20/1s")))
              .settings(cached)
              .tenantMaySet(KEYS)
              .build();
      ConfiguredLimits limits = new ConfiguredLimits(config);
      await().until(() -> changes.unconfirmedFor().isZero());
      assertThat(greeting(config)).isEqualTo("Hello");
      assertThat(limits.of(ACME)).isEqualTo(Limits.of(Rate.perSecond(20)));
      cached.onChange(told::add);

      TenantScopes.run(ACME, () -> here.setOwn("labs.greeting", "Servus"));
      here.set(ACME.id(), "leasehold.fairness.rate", "50/1s");

      await()
          .atMost(PostgresTenantChanges.BOUND)
          .untilAsserted(
              () -> {
                assertThat(greeting(config)).isEqualTo("Servus");
                assertThat(limits.of(ACME)).isEqualTo(Limits.of(Rate.perSecond(50)));
              });
      await()
          .atMost(PostgresTenantChanges.BOUND)
          .until(
              () ->
                  told.stream().anyMatch(change -> change.concerns(ACME.id(), "labs.greeting"))
                      && told.stream()
                          .anyMatch(
                              change -> change.concerns(ACME.id(), "leasehold.fairness.rate")));
    }
  }

  private static String greeting(TenantConfig config) {
    try {
      return TenantScopes.call(ACME, () -> config.get("labs.greeting", String.class));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
