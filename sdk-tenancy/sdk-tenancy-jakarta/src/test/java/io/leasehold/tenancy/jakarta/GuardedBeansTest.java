package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.CrossTenantAccess;
import io.leasehold.tenancy.CrossTenantEntry;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.guarded.Invoices;
import io.leasehold.tenancy.jakarta.internal.CrossTenantDoor;
import io.leasehold.tenancy.jakarta.internal.PlatformCaller;
import io.leasehold.tenancy.jakarta.internal.TenancyExtension;
import io.leasehold.tenancy.jakarta.internal.TenantInterceptor;
import io.leasehold.tenancy.spi.CrossTenantAudit;
import io.leasehold.tenancy.token.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private static final List<CrossTenantEntry> RECORD = new CopyOnWriteArrayList<>();

  /** The application's audited door. */
  @ApplicationScoped
  public static class Doors {

    @Produces
    @Singleton
    CrossTenantAccess door() {
      return CrossTenantAccess.audited(
          new CrossTenantAudit() {
            @Override
            public void opened(CrossTenantEntry entry) {
              RECORD.add(entry);
            }

            @Override
            public void closed(CrossTenantEntry entry, Instant at, Outcome outcome) {}
          });
    }
  }

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
      return "everybody's in " + ScopeServlet.scope();
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
                Doors.class,
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
  @Tag("mistake-28")
  void anOperatorWithTheRoleLooksAcrossTenantsAndThatIsWrittenDownFirst() throws Exception {
    Ledger ledger = bean(Ledger.class);
    assertThatThrownBy(() -> asOperator("operator", ledger::all))
        .isInstanceOf(CrossTenantRoleException.class);
    assertThat(RECORD).isEmpty();
    assertThat(asOperator("auditor", ledger::all)).isEqualTo("everybody's in CrossTenant");
    assertThat(RECORD)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.reason()).isEqualTo("yearly report");
              assertThat(entry.by()).isEqualTo("ada of https://ops.example.com");
            });
  }

  @Test
  @Tag("mistake-28")
  void anOperatorIsNobodyInATenantsScope() {
    Ledger ledger = bean(Ledger.class);
    assertThatThrownBy(() -> asOperator("auditor", () -> forAcme(ledger::all)))
        .isInstanceOf(PlatformRequiredException.class);
  }

  private static String asOperator(String role, Callable<String> work) throws Exception {
    VerifiedToken operator =
        new VerifiedToken(
            "https://ops.example.com", "ada", Set.of(), Instant.MAX, Set.of(role), Map.of());
    return TenantScopes.call(
        new TenantScope.Platform("test"), () -> PlatformCaller.call(operator, work));
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
