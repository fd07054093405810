package io.leasehold.tenancy.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSignalsTest {

  private static final TenantResolver PATH = PathTenantResolver.under("/t/{tenant}");

  @Test
  void aHeaderIsAWordOfTheClientWhateverTheCaseOfItsName() {
    TenantResolver header = HeaderTenantResolver.named("X-Tenant");
    assertThat(header.resolve(RequestSignals.builder().header("x-TENANT", "acme").build()))
        .isEqualTo(slug("acme", "header X-Tenant"));
    assertThat(header.resolve(RequestSignals.builder().build()))
        .isEqualTo(TenantResolution.notApplicable());
    assertThat(
            HeaderTenantResolver.named("X-Tenant")
                .holding(Kind.ID)
                .resolve(RequestSignals.builder().header("X-Tenant", "t-1").build()))
        .isEqualTo(
            TenantResolution.resolved(
                new TenantCandidate(Kind.ID, "t-1", TrustLevel.CLIENT, "header X-Tenant")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "ACME", "acme,globex", "acme ", "../acme", "acme\0", "*", "-acme", "а"})
  void aValueThatIsNoTenantIsRejectedByEveryResolver(String value) {
    RequestSignals signals =
        RequestSignals.builder()
            .header("X-Tenant", value)
            .header("Cookie", "tenant=" + (value.isBlank() ? "" : "!" + value))
            .routeParameter("tenant", value)
            .build();
    assertRejected(HeaderTenantResolver.named("X-Tenant").resolve(signals));
    assertRejected(CookieTenantResolver.plain("tenant").resolve(signals));
    assertRejected(RouteParameterTenantResolver.named("tenant").resolve(signals));
  }

  @Test
  void twoValuesAreNoneEvenIfTheyAreEqual() {
    RequestSignals signals =
        RequestSignals.builder()
            .header("X-Tenant", "acme")
            .header("X-Tenant", "acme")
            .header("Cookie", "tenant=acme; a=b")
            .header("Cookie", "c=d; tenant=acme")
            .routeParameter("tenant", "acme")
            .routeParameter("tenant", "acme")
            .build();
    assertRejected(HeaderTenantResolver.named("X-Tenant").resolve(signals));
    assertRejected(CookieTenantResolver.plain("tenant").resolve(signals));
    assertRejected(RouteParameterTenantResolver.named("tenant").resolve(signals));
    assertRejected(
        CookieTenantResolver.plain("tenant")
            .resolve(
                RequestSignals.builder().header("Cookie", "tenant=acme; tenant=acme").build()));
  }

  @Test
  void aCookieIsFoundAmongOthersAndNotByHalfItsName() {
    TenantResolver cookie = CookieTenantResolver.plain("tenant");
    for (String line : new String[] {"tenant=acme", "a=b;tenant=acme", "a; tenant=\"acme\" ;c=d"}) {
      assertThat(cookie.resolve(RequestSignals.builder().header("Cookie", line).build()))
          .as(line)
          .isEqualTo(slug("acme", "cookie tenant"));
    }
    for (String line : new String[] {"xtenant=acme", "tenantx=acme", "Tenant=acme", "tenant", ""}) {
      assertThat(cookie.resolve(RequestSignals.builder().header("Cookie", line).build()))
          .as(line)
          .isEqualTo(TenantResolution.notApplicable());
    }
  }

  @Test
  void aHeaderThatProxiesDropIsRefused() {
    for (String name : new String[] {"", "__tenant", "X_Tenant", "X Tenant", "X-Tenant:"}) {
      assertThatThrownBy(() -> HeaderTenantResolver.named(name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t/acme",
        "/t/acme/",
        "/t/acme/labs/1",
        "/t/acme/labs//x",
        "/t/%61cme/labs",
        "/t/acme/labs;v=1",
        "/t/acme/a+b%20c"
      })
  void thePathNamesTheTenantAtItsPlace(String path) {
    assertThat(PATH.resolve(RequestSignals.builder().path(path).build()))
        .isEqualTo(slug("acme", "path"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "/t", "/t/", "/T/acme", "/other/t/acme", "/tt/acme", "/t%2f"})
  void anotherPathNamesNone(String path) {
    assertThat(PATH.resolve(RequestSignals.builder().path(path).build()))
        .isEqualTo(TenantResolution.notApplicable());
  }

  @ParameterizedTest
  @Tag("mistake-02")
  @ValueSource(
      strings = {
        "/t/acme/../globex",
        "/t/acme/../../t/globex",
        "/t/acme/%2e%2e/globex",
        "/t/acme%2f..%2fglobex",
        "/t/acme%2Flabs",
        "/t/acme\\..\\globex",
        "/t/acme%5c..%5cglobex",
        "/t/acme;x=y/labs",
        "/t;x/acme",
        "//t/acme",
        "/t//acme",
        "/./t/acme",
        "/x/../t/acme",
        "/t/acme/..;/globex",
        "/t/acme%3bx",
        "/t/acme%",
        "/t/acme%zz",
        "/t/ACME",
        "/t/acme%00",
        "/t/acme%252f"
      })
  void aPathThatCanBeReadInTwoWaysOrHoldsNoTenantIsRejected(String path) {
    assertRejected(PATH.resolve(RequestSignals.builder().path(path).build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t/{tenant}",
        "/t",
        "/",
        "/{tenant}/x",
        "/t/{id}",
        "/../{tenant}",
        "/a b/{tenant}"
      })
  void aTemplateThatIsNotOneIsRefused(String template) {
    assertThatThrownBy(() -> PathTenantResolver.under(template))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theTenantMayBeTheFirstSegment() {
    assertThat(
            PathTenantResolver.under("/{tenant}")
                .resolve(RequestSignals.builder().path("/acme/labs").build()))
        .isEqualTo(slug("acme", "path"));
  }

  @Test
  void aSessionIsBoundByTheServer() {
    TenantResolver session = new SessionTenantResolver();
    assertThat(session.resolve(RequestSignals.builder().sessionTenant(TenantId.of("t-1")).build()))
        .isEqualTo(
            TenantResolution.resolved(
                new TenantCandidate(Kind.ID, "t-1", TrustLevel.INFRASTRUCTURE, "session")));
    assertThat(session.resolve(RequestSignals.builder().build()))
        .isEqualTo(TenantResolution.notApplicable());
  }

  private static TenantResolution slug(String value, String source) {
    return TenantResolution.resolved(
        new TenantCandidate(Kind.SLUG, value, TrustLevel.CLIENT, source));
  }

  private static void assertRejected(TenantResolution resolution) {
    assertThat(resolution)
        .isInstanceOfSatisfying(
            TenantResolution.Rejected.class,
            rejected -> assertThat(rejected.trust()).isEqualTo(TrustLevel.CLIENT));
  }
}
