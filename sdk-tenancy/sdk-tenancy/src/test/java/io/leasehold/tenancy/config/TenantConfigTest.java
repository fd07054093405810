package io.leasehold.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantConfigTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("premium"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("premium"));
  private static final Tenant INITECH = Tenant.active(TenantId.of("initech"), Tier.of("basic"));

  private final InMemoryTenantSettings settings = new InMemoryTenantSettings();
  private final Map<String, Secret> secrets = new HashMap<>();
  private final TenantConfig config =
      TenantConfig.builder(
              ConfigValues.of(
                  Map.of(
                      "labs.max-runs", "1",
                      "leasehold.tier.\"premium\".labs.max-runs", "10",
                      "leasehold.tenant.\"acme\".labs.max-runs", "20",
                      "labs.greeting", "Hello",
                      "mail.key", "${secret:mail-key}",
                      "mail.plain", "not-a-reference",
                      "mail.half", "key=${secret:mail-key}",
                      "mail.broken", "${secret:../../etc/passwd}")))
          .settings(settings)
          .tenantMaySet(TenantKeys.of("labs.greeting", "mail.*"))
          .secrets((owner, name) -> Optional.ofNullable(secrets.get(owner + "/" + name)))
          .build();

  @Test
  void theMostSpecificLayerDecides() {
    assertThat(runs(INITECH)).as("default").isEqualTo(1);
    assertThat(runs(GLOBEX)).as("tier").isEqualTo(10);
    assertThat(runs(ACME)).as("tenant, as deployed").isEqualTo(20);
    settings.save(ACME.id(), new SettingsOfTenant(Map.of("labs.max-runs", "30"), Map.of()));
    assertThat(runs(ACME)).as("tenant, by the operator").isEqualTo(30);
    assertThat(runs(GLOBEX)).as("and nobody else").isEqualTo(10);
  }

  @Test
  void aTenantSetsWhatItMayAndNothingElse() {
    settings.save(
        GLOBEX.id(),
        new SettingsOfTenant(
            Map.of("labs.greeting", "by the operator"),
            Map.of("labs.greeting", "by the tenant", "labs.max-runs", "1000000")));
    assertThat(in(GLOBEX, () -> config.get("labs.greeting", String.class)))
        .isEqualTo("by the tenant");
    assertThat(runs(GLOBEX)).isEqualTo(10);
    assertThat(in(ACME, () -> config.get("labs.greeting", String.class))).isEqualTo("Hello");
  }

  @Test
  void thereIsNoConfigurationWithoutATenant() {
    assertThatThrownBy(() -> config.get("labs.greeting", String.class))
        .isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(
            () ->
                TenantScopes.run(
                    new TenantScope.Platform("nightly"), () -> config.secret("mail.key")))
        .isInstanceOf(TenantRequiredException.class);
  }

  @Test
  void aLayerThatCannotBeReadIsNotReplacedByALowerOne() {
    settings.reachable(false);
    assertThatThrownBy(() -> runs(ACME)).isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void aSecretIsOnlyGivenToWhoAsksForASecret() {
    secrets.put("Optional.empty/mail-key", Secret.of("s3cr3t"));
    assertThat(in(ACME, () -> config.secret("mail.key")).reveal()).isEqualTo("s3cr3t");
    assertThatThrownBy(() -> in(ACME, () -> config.get("mail.key", String.class)))
        .isInstanceOf(TenantConfigException.class)
        .hasMessageContaining("secret(...)")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void aTenantsReferenceIsToASecretOfItsOwn() {
    secrets.put("Optional.empty/master", Secret.of("of the platform"));
    secrets.put("Optional[acme]/master", Secret.of("of acme"));
    SettingsOfTenant own = new SettingsOfTenant(Map.of(), Map.of("mail.key", "${secret:master}"));
    settings.save(ACME.id(), own);
    settings.save(GLOBEX.id(), own);
    assertThat(in(ACME, () -> config.secret("mail.key")).reveal()).isEqualTo("of acme");
    assertThatThrownBy(() -> in(GLOBEX, () -> config.secret("mail.key")))
        .isInstanceOf(TenantConfigException.class)
        .hasMessageContaining("not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail.plain", "mail.half", "mail.broken"})
  void whatIsNoWholeReferenceIsNoSecret(String key) {
    assertThatThrownBy(() -> in(ACME, () -> config.secret(key)))
        .isInstanceOf(TenantConfigException.class)
        .hasMessageNotContaining("not-a-reference");
  }

  @Test
  void aReferenceInsideATextIsNotTakenForText() {
    assertThatThrownBy(() -> in(ACME, () -> config.get("mail.half", String.class)))
        .isInstanceOf(TenantConfigException.class);
  }

  @Test
  void anOutageOfTheSecretsIsToldWithoutTheSecret() {
    TenantConfig down =
        TenantConfig.builder(ConfigValues.of(Map.of("mail.key", "${secret:mail-key}")))
            .secrets(
                (owner, name) -> {
                  throw new IllegalStateException("vault sealed");
                })
            .build();
    assertThatThrownBy(() -> in(ACME, () -> down.secret("mail.key")))
        .isInstanceOf(TenantConfigException.class)
        .hasMessageContaining("cannot be read now")
        .hasRootCauseMessage("vault sealed");
  }

  @Test
  void messagesNameTheKeyAndItsPlaceAndNeverTheValue() {
    settings.save(
        ACME.id(), new SettingsOfTenant(Map.of("labs.max-runs", "private-text"), Map.of()));
    assertThatThrownBy(() -> runs(ACME))
        .isInstanceOf(TenantConfigException.class)
        .hasMessageContaining("labs.max-runs")
        .hasMessageContaining("for tenant acme")
        .hasMessageContaining("Integer")
        .hasMessageNotContaining("private-text");
    assertThatThrownBy(() -> in(ACME, () -> config.get("no.such", String.class)))
        .isInstanceOf(TenantConfigException.class)
        .hasMessageContaining("no.such");
    assertThat(in(ACME, () -> config.find("no.such", String.class))).isEmpty();
  }

  @Test
  void whatHoldsAValueDoesNotPrintIt() {
    assertThat(Secret.of("s3cr3t")).hasToString("Secret[***]").isEqualTo(Secret.of("s3cr3t"));
    assertThat(new SettingsOfTenant(Map.of("a", "private"), Map.of("b", "private")).toString())
        .contains("a", "b")
        .doesNotContain("private");
    assertThat(new LayeredValue("private", "for all", false).toString()).doesNotContain("private");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", ".*", "", "leasehold.*", "leasehold", "leasehold.fairness.rate", "a b"})
  void patternsThatWouldGiveATenantWhatIsTheOperatorsAreRefused(String pattern) {
    assertThatThrownBy(() -> TenantKeys.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPatternCoversWhatIsBelowItAndNotWhatOnlyStartsAlike() {
    TenantKeys keys = TenantKeys.of("mail.*", "labs.greeting");
    assertThat(keys.allow("mail.from")).isTrue();
    assertThat(keys.allow("mailbox")).isFalse();
    assertThat(keys.allow("mail")).isFalse();
    assertThat(keys.allow("labs.greeting.more")).isFalse();
    assertThat(TenantKeys.none().allow("labs.greeting")).isFalse();
  }

  @Test
  void theCommonTypesAreConvertedWithoutMicroProfile() {
    ConfigValues values = ConfigValues.of(Map.of());
    assertThat(values.convert(" 7 ", Long.class)).isEqualTo(7L);
    assertThat(values.convert("0.5", Double.class)).isEqualTo(0.5);
    assertThat(values.convert("0.10", BigDecimal.class)).isEqualTo(new BigDecimal("0.10"));
    assertThat(values.convert("PT5S", Duration.class)).isEqualTo(Duration.ofSeconds(5));
    assertThat(values.convert("https://a.example", URI.class)).hasHost("a.example");
    assertThat(values.convert("On", Boolean.class)).isTrue();
    assertThat(values.convert("active", TenantStatus.class)).isEqualTo(TenantStatus.ACTIVE);
    assertThatThrownBy(() -> values.convert("maybe", Boolean.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> values.convert("x", Thread.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private int runs(Tenant tenant) {
    return in(tenant, () -> config.get("labs.max-runs", Integer.class));
  }

  private static <T> T in(Tenant tenant, Supplier<T> work) {
    try {
      return TenantScopes.call(tenant, work::get);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
