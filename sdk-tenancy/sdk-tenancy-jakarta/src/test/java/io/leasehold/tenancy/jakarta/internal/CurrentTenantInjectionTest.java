package io.leasehold.tenancy.jakarta.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.CurrentTenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is injected where, by a real CDI container. */
class CurrentTenantInjectionTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private static WeldContainer container;

  /** Needs a tenant. */
  @Dependent
  public static class Invoice {
    @Inject @CurrentTenant Tenant tenant;
    @Inject @CurrentTenant TenantId id;
  }

  /** Does without one. */
  @Dependent
  public static class Banner {
    @Inject @CurrentTenant Optional<Tenant> tenant;
    @Inject @CurrentTenant Optional<TenantId> id;
  }

  /** Lives on, and asks each time. */
  @ApplicationScoped
  public static class Desk {
    @Inject @CurrentTenant Instance<TenantId> id;

    public TenantId now() {
      return id.get();
    }
  }

  /** Would serve everybody with the tenant of whoever came first. */
  @ApplicationScoped
  public static class Hoard {
    @Inject @CurrentTenant Optional<TenantId> id;

    public String kept() {
      return id.toString();
    }
  }

  /** The container's own. */
  @Dependent
  public static class Requests {
    @Produces
    public HttpServletRequest request() {
      return (HttpServletRequest)
          Proxy.newProxyInstance(
              HttpServletRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> null);
    }
  }

  @BeforeAll
  static void start() {
    container =
        new Weld()
            .disableDiscovery()
            .beanClasses(
                TenantProducers.class,
                Invoice.class,
                Banner.class,
                Desk.class,
                Hoard.class,
                Requests.class)
            .initialize();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @Test
  void theTenantAndItsIdAreInjected() throws Exception {
    Invoice invoice = TenantScopes.call(ACME, () -> container.select(Invoice.class).get());
    assertThat(invoice.tenant).isEqualTo(ACME);
    assertThat(invoice.id).isEqualTo(ACME.id());
    assertThatThrownBy(() -> container.select(Invoice.class).get())
        .isInstanceOf(TenantRequiredException.class);
  }

  @Test
  void whereNoneIsNeededTheOptionalIsEmptyOutsideAScope() throws Exception {
    Banner banner = TenantScopes.call(ACME, () -> container.select(Banner.class).get());
    assertThat(banner.tenant).contains(ACME);
    assertThat(banner.id).contains(ACME.id());
    Banner outside = container.select(Banner.class).get();
    assertThat(outside.tenant).isEmpty();
    assertThat(outside.id).isEmpty();
  }

  @Test
  @Tag("mistake-12")
  void aBeanThatLivesOnAsksEachTimeOrIsRefused() throws Exception {
    Desk desk = container.select(Desk.class).get();
    assertThat(TenantScopes.call(ACME, desk::now)).isEqualTo(ACME.id());
    assertThat(TenantScopes.call(GLOBEX, desk::now)).isEqualTo(GLOBEX.id());
    Hoard hoard = container.select(Hoard.class).get();
    assertThatThrownBy(() -> TenantScopes.call(ACME, hoard::kept))
        .hasMessageContaining("Provider<Tenant>");
  }
}
