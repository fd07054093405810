package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.guarded.Invoices;
import io.leasehold.tenancy.jakarta.internal.CrossTenantDoor;
import io.leasehold.tenancy.jakarta.internal.TenancyExtension;
import io.leasehold.tenancy.jakarta.internal.TenantInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import java.util.concurrent.Callable;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the annotations do to beans that are no JAX-RS resources, in a real CDI container. */
class GuardedBeansTest {

  private static WeldContainer container;

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));

  /** A bean with every rule. */
  @ApplicationScoped
  @TenantRequired
  public static class Ledger {

    public String read() {
      return ScopeServlet.scope();
    }

    @TenantOptional
    public String terms() {
      return ScopeServlet.scope();
    }

    @PlatformScoped("close the month")
    public String closeMonth() {
      return TenantContext.scope().map(TenantScope::toString).orElse("none");
    }

    @CrossTenant(reason = "yearly report", roles = "auditor")
    public String all() {
      return "everybody's";
    }
  }

  /** A bean that says nothing. */
  @ApplicationScoped
  public static class Free {

    public String read() {
      return ScopeServlet.scope();
    }
  }

  /** A resource that was deployed without the route filter. */
  @ApplicationScoped
  @Path("/operators")
  @PlatformScoped
  public static class Operators {

    public String list() {
      return "operators";
    }
  }

  /** A bean that cannot make up its mind. */
  @ApplicationScoped
  public static class Undecided {

    @TenantRequired
    @TenantOptional
    public String read() {
      return "secret";
    }
  }

  @BeforeAll
  static void start() {
    container =
        new Weld()
            .disableDiscovery()
            .addExtension(new TenancyExtension())
            .addBeanClasses(
                TenantInterceptor.class,
                CrossTenantDoor.class,
                Ledger.class,
                Free.class,
                Operators.class,
                Undecided.class,
                Invoices.class)
            .initialize();
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @Test
  @Tag("mistake-09")
  void aBeanThatRequiresATenantRunsForOneOrNotAtAll() {
    Ledger ledger = bean(Ledger.class);
    assertThatThrownBy(ledger::read).isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(() -> TenantScopes.run(new TenantScope.Public(), ledger::read))
        .isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(() -> TenantScopes.run(new TenantScope.Platform("job"), ledger::read))
        .isInstanceOf(TenantRequiredException.class);
    assertThat(forAcme(ledger::read)).isEqualTo("tenant acme");
  }

  @Test
  void theMethodOutweighsTheClass() {
    Ledger ledger = bean(Ledger.class);
    assertThat(ledger.terms()).isEqualTo("no scope");
    assertThat(forAcme(ledger::terms)).isEqualTo("tenant acme");
  }

  @Test
  void whatAPackageSaysHoldsForItsBeansUnlessTheySayOtherwise() {
    Invoices invoices = bean(Invoices.class);
    assertThatThrownBy(invoices::open).isInstanceOf(TenantRequiredException.class);
    assertThat(forAcme(invoices::open)).isEqualTo("open invoices");
    assertThat(invoices.priceList()).isEqualTo("prices");
  }

  @Test
  void aBeanThatSaysNothingIsNotTouched() {
    assertThat(bean(Free.class).read()).isEqualTo("no scope");
  }

  @Test
  void platformCodeRunsInThePlatformsScopeAndLeavesIt() throws Exception {
    Ledger ledger = bean(Ledger.class);
    assertThat(ledger.closeMonth()).contains("Platform", "close the month");
    assertThat(TenantContext.scope()).isEmpty();
    String after =
        TenantScopes.call(
            acme,
            () -> {
              assertThat(ledger.closeMonth()).contains("Platform").doesNotContain("acme");
              return ScopeServlet.scope();
            });
    assertThat(after).isEqualTo("tenant acme");
  }

  @Test
  void aPlatformResourceStaysShutWithoutThePlatformsCredentialEvenWithoutOurRouteFilter() {
    Operators operators = bean(Operators.class);
    assertThatThrownBy(operators::list).isInstanceOf(PlatformRequiredException.class);
    assertThatThrownBy(() -> forAcme(operators::list))
        .isInstanceOf(PlatformRequiredException.class);
  }

  @Test
  @Tag("mistake-28")
  void nobodyLooksAcrossTenantsWithoutThePlatformsCredential() {
    Ledger ledger = bean(Ledger.class);
    assertThatThrownBy(ledger::all).isInstanceOf(PlatformRequiredException.class);
    assertThatThrownBy(() -> forAcme(ledger::all)).isInstanceOf(PlatformRequiredException.class);
    assertThatThrownBy(() -> TenantScopes.run(new TenantScope.Platform("job"), ledger::all))
        .isInstanceOf(PlatformRequiredException.class);
  }

  @Test
  void twoAnnotationsAtOnePlaceCloseIt() {
    Undecided undecided = bean(Undecided.class);
    assertThatThrownBy(() -> forAcme(undecided::read))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("keep one annotation");
  }

  private String forAcme(Callable<String> work) {
    try {
      return TenantScopes.call(acme, work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T bean(Class<T> type) {
    return container.select(type).get();
  }
}
