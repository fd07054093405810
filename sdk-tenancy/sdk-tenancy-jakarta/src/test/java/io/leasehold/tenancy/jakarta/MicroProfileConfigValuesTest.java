package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.config.InMemoryTenantSettings;
import io.leasehold.tenancy.config.Secret;
import io.leasehold.tenancy.config.SettingsOfTenant;
import io.leasehold.tenancy.config.TenantConfig;
import io.leasehold.tenancy.config.TenantKeys;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** On the implementation that Open Liberty and WildFly have. */
class MicroProfileConfigValuesTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("premium"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private final Config config =
      new SmallRyeConfigBuilder()
          .addDefaultInterceptors()
          .withSources(
              new PropertiesConfigSource(
                  Map.of(
                      "labs.timeout", "PT1S",
                      "leasehold.tier.\"premium\".labs.timeout", "PT${seconds}S",
                      "seconds", "30",
                      "mail.key", "${secret:mail-key}",
                      "labs.greeting", "",
                      "db.password", "of the platform"),
                  "test",
                  100))
          .build();
  private final InMemoryTenantSettings settings = new InMemoryTenantSettings();
  private final TenantConfig tenants =
      TenantConfig.builder(new MicroProfileConfigValues(config))
          .settings(settings)
          .tenantMaySet(TenantKeys.of("labs.greeting"))
          .secrets(
              (owner, name) ->
                  owner.isEmpty() && name.equals("mail-key")
                      ? Optional.of(Secret.of("s3cr3t"))
                      : Optional.empty())
          .build();

  @Test
  void layersExpressionsAndConvertersAreThoseOfMicroProfile() throws Exception {
    assertThat(in(ACME, () -> tenants.get("labs.timeout", Duration.class)))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(in(GLOBEX, () -> tenants.get("labs.timeout", Duration.class)))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(in(GLOBEX, () -> tenants.get("seconds", int.class))).isEqualTo(30);
  }

  @Test
  void aReferenceToASecretIsNotTheTextThatMicroProfileMakesOfIt() throws Exception {
    assertThat(config.getValue("mail.key", String.class))
        .as("what it is to MicroProfile, and why we read the raw text")
        .isEqualTo("mail-key");
    assertThat(in(ACME, () -> tenants.secret("mail.key")).reveal()).isEqualTo("s3cr3t");
  }

  @Test
  void whatATenantWritesIsNotExpanded() throws Exception {
    settings.save(
        ACME.id(), new SettingsOfTenant(Map.of(), Map.of("labs.greeting", "${db.password}")));
    assertThat(in(ACME, () -> tenants.get("labs.greeting", String.class)))
        .isEqualTo("${db.password}");
  }

  @Test
  void anEmptyTextIsNoneAndAMissingConverterIsTold() throws Exception {
    assertThat(in(ACME, () -> tenants.find("labs.greeting", String.class))).isEmpty();
    assertThatThrownBy(() -> in(ACME, () -> tenants.get("seconds", Callable.class)))
        .hasMessageContaining("seconds")
        .hasMessageNotContaining("30");
  }

  private static <T> T in(Tenant tenant, Callable<T> work) throws Exception {
    return TenantScopes.call(tenant, work);
  }
}
