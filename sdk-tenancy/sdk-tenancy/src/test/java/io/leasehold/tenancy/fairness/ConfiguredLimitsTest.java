package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.config.ConfigValues;
import io.leasehold.tenancy.config.InMemoryTenantSettings;
import io.leasehold.tenancy.config.SettingsOfTenant;
import io.leasehold.tenancy.config.TenantConfig;
import io.leasehold.tenancy.config.TenantKeys;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredLimitsTest {

  private static final Tenant BASIC = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant PREMIUM = Tenant.active(TenantId.of("globex"), Tier.of("premium"));

  private final InMemoryTenantSettings settings = new InMemoryTenantSettings();

  @Test
  @Tag("row-C29")
  void theLimitsOfATenantAreThoseOfItsTier() {
    TenantLimits limits =
        limits(
            Map.of(
                "leasehold.fairness.rate", "20/1s",
                "leasehold.fairness.quota", "10000/1d",
                "leasehold.tier.\"premium\".leasehold.fairness.rate", "3000/m",
                "leasehold.tier.\"premium\".leasehold.fairness.burst", "100",
                "leasehold.tier.\"premium\".leasehold.fairness.quota", "unlimited",
                "leasehold.tier.\"premium\".leasehold.fairness.at-once", "40"));
    assertThat(limits.of(BASIC))
        .isEqualTo(Limits.of(Rate.perSecond(20)).withQuota(Quota.perDay(10_000)));
    assertThat(limits.of(PREMIUM))
        .isEqualTo(Limits.of(new Rate(3_000, Duration.ofMinutes(1), 100)).withAtOnce(40));
  }

  @Test
  @Tag("row-K31")
  void theOperatorRaisesALimitForOneTenantAndTheTenantDoesNot() {
    TenantLimits limits = limits(Map.of("leasehold.fairness.rate", "20/1s"));
    settings.save(
        BASIC.id(), new SettingsOfTenant(Map.of(), Map.of("leasehold.fairness.rate", "999/1s")));
    assertThat(limits.of(BASIC)).isEqualTo(Limits.of(Rate.perSecond(20)));
    settings.save(
        BASIC.id(), new SettingsOfTenant(Map.of("leasehold.fairness.rate", "50/1s"), Map.of()));
    assertThat(limits.of(BASIC)).isEqualTo(Limits.of(Rate.perSecond(50)));
  }

  @Test
  void noLimitHasToBeSaid() {
    assertThat(limits(Map.of("leasehold.fairness.rate", "unlimited")).of(BASIC))
        .isEqualTo(Limits.unlimited());
    assertThatThrownBy(() -> limits(Map.of()).of(BASIC))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("leasehold.fairness.rate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "20/", "/s", "-1/s", "20/1w", "0/s", "20/0s", "20 per second"})
  void aRateThatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> limits(Map.of("leasehold.fairness.rate", text)).of(BASIC))
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
  }

  private TenantLimits limits(Map<String, String> texts) {
    return new ConfiguredLimits(
        TenantConfig.builder(ConfigValues.of(texts))
            .settings(settings)
            .tenantMaySet(TenantKeys.of("labs.*"))
            .build());
  }
}
