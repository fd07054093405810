package io.leasehold.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.spi.SecretSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of keys and the owner of a secret are what stops the tenant: without, it succeeds. */
class ConfigSabotageTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));

  private final InMemoryTenantSettings settings = new InMemoryTenantSettings();
  private final ConfigValues deployed =
      ConfigValues.of(Map.of("labs.price", "100", "leasehold.fairness.rate", "20/1s"));

  @Test
  void withoutTheListATenantSetsItsOwnPrice() throws Exception {
    settings.save(ACME.id(), new SettingsOfTenant(Map.of(), Map.of("labs.price", "0")));
    TenantKeys anything = new TenantKeys(Set.of(), Set.of(""));
    assertThat(price(TenantKeys.of("labs.greeting"))).isEqualTo(100);
    assertThat(price(anything)).isZero();
  }

  @Test
  void evenWithAListOfEverythingATenantDoesNotRaiseItsOwnLimits() throws Exception {
    settings.save(
        ACME.id(), new SettingsOfTenant(Map.of(), Map.of("leasehold.fairness.rate", "1000000/1s")));
    TenantKeys anything = new TenantKeys(Set.of(), Set.of(""));
    TenantConfig config = new TenantConfig(deployed, settings, anything, SecretSource.none());
    assertThat(TenantScopes.call(ACME, () -> config.get("leasehold.fairness.rate", String.class)))
        .isEqualTo("20/1s");
  }

  @Test
  void withASourceThatForgetsTheOwnerATenantReadsAPlatformSecret() throws Exception {
    settings.save(
        ACME.id(), new SettingsOfTenant(Map.of(), Map.of("mail.key", "${secret:master}")));
    Map<String, Secret> platform = Map.of("master", Secret.of("of the platform"));
    assertThatThrownBy(
            () ->
                secret(
                    (owner, name) ->
                        owner.isEmpty()
                            ? Optional.ofNullable(platform.get(name))
                            : Optional.empty()))
        .isInstanceOf(TenantConfigException.class);
    assertThat(secret((owner, name) -> Optional.ofNullable(platform.get(name))).reveal())
        .isEqualTo("of the platform");
  }

  private int price(TenantKeys keys) throws Exception {
    TenantConfig config = new TenantConfig(deployed, settings, keys, SecretSource.none());
    return TenantScopes.call(ACME, () -> config.get("labs.price", Integer.class));
  }

  private Secret secret(SecretSource source) throws Exception {
    TenantConfig config = new TenantConfig(deployed, settings, TenantKeys.of("mail.key"), source);
    return TenantScopes.call(ACME, () -> config.secret("mail.key"));
  }
}
