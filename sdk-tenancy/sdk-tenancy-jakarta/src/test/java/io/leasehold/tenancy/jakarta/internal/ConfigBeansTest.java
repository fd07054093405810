package io.leasehold.tenancy.jakarta.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.config.InMemoryTenantSettings;
import io.leasehold.tenancy.config.SettingsOfTenant;
import io.leasehold.tenancy.config.TenantConfig;
import io.leasehold.tenancy.fairness.Admission;
import io.leasehold.tenancy.fairness.Limits;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.spi.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In a real CDI container, with the configuration that it finds by itself. */
class ConfigBeansTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("premium"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));
  private static final InMemoryTenantSettings SETTINGS = new InMemoryTenantSettings();

  private final List<String> names =
      List.of(
          "labs.greeting",
          "leasehold.tier.\"premium\".labs.greeting",
          "leasehold.tenancy.tenant-may-set",
          "leasehold.fairness.rate");

  /** Lives as long as the application, and keeps the configuration of nobody. */
  @ApplicationScoped
  static class Greeter {
    @Inject TenantConfig config;

    String greeting() {
      return config.get("labs.greeting", String.class);
    }
  }

  /** What the application provides. */
  @ApplicationScoped
  static class Application {
    @Produces
    @Singleton
    TenantSettings settings() {
      return SETTINGS;
    }
  }

  /** Limits of its own. */
  @ApplicationScoped
  static class OwnFairness {
    @Produces
    @Singleton
    TenantFairness fairness() {
      return TenantFairness.builder(tenant -> Limits.unlimited()).build();
    }
  }

  @AfterEach
  void clear() {
    names.forEach(System::clearProperty);
  }

  @Test
  void oneInjectedConfigurationServesEveryTenantItsOwn() throws Exception {
    System.setProperty("labs.greeting", "Hello");
    System.setProperty("leasehold.tier.\"premium\".labs.greeting", "Welcome");
    System.setProperty("leasehold.tenancy.tenant-may-set", "labs.greeting,mail.*");
    try (SeContainer cdi = start()) {
      Greeter greeter = cdi.select(Greeter.class).get();
      assertThat(in(ACME, greeter::greeting)).isEqualTo("Welcome");
      assertThat(in(GLOBEX, greeter::greeting)).isEqualTo("Hello");
      SETTINGS.save(GLOBEX.id(), new SettingsOfTenant(Map.of(), Map.of("labs.greeting", "Servus")));
      assertThat(in(GLOBEX, greeter::greeting)).isEqualTo("Servus");
      assertThatThrownBy(greeter::greeting).isInstanceOf(TenantRequiredException.class);
    }
  }

  @Test
  void withoutABeanAndWithoutARateNothingIsLimited() {
    try (SeContainer cdi = start()) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(FairnessBeans.fairness()).isEmpty();
    }
  }

  @Test
  void aRateInTheConfigurationIsEnoughForLimits() {
    System.setProperty("leasehold.fairness.rate", "2/1d");
    try (SeContainer cdi = start()) {
      assertThat(cdi.isRunning()).isTrue();
      TenantFairness fairness = FairnessBeans.fairness().orElseThrow();
      assertThat(fairness.admit(ACME)).isInstanceOf(Admission.Admitted.class);
      assertThat(fairness.admit(ACME)).isInstanceOf(Admission.Admitted.class);
      assertThat(fairness.admit(ACME)).isInstanceOf(Admission.Refused.class);
      assertThat(fairness.admit(GLOBEX)).isInstanceOf(Admission.Admitted.class);
    }
  }

  @Test
  void theApplicationsOwnLimitsComeBeforeTheConfiguration() {
    System.setProperty("leasehold.fairness.rate", "1/1d");
    try (SeContainer cdi = start(OwnFairness.class)) {
      assertThat(cdi.isRunning()).isTrue();
      TenantFairness fairness = FairnessBeans.fairness().orElseThrow();
      assertThat(fairness.admit(ACME)).isInstanceOf(Admission.Admitted.class);
      assertThat(fairness.admit(ACME)).isInstanceOf(Admission.Admitted.class);
    }
  }

  private static SeContainer start(Class<?>... more) {
    return SeContainerInitializer.newInstance()
        .disableDiscovery()
        .addBeanClasses(TenantConfigProducer.class, Greeter.class, Application.class)
        .addBeanClasses(more)
        .initialize();
  }

  private static <T> T in(Tenant tenant, Callable<T> work) throws Exception {
    return TenantScopes.call(tenant, work);
  }
}
