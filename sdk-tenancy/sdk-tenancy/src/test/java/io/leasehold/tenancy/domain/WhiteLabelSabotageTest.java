package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guards around a host that is served: without each, one tenant's host reaches another's. */
class WhiteLabelSabotageTest {

  private static final TenantDomain PLATFORM = TenantDomain.of("labs.leasehold.io");
  private static final Set<String> PATHS = Set.of("/signed-in");
  private static final URI ACMES = URI.create("https://acme.labs.leasehold.io/");
  private static final URI GLOBEXS = URI.create("https://globex.labs.leasehold.io/");

  @Test
  @Tag("mistake-23")
  void aHostCookieStaysWithItsTenant() throws IOException {
    String cookie = HostCookie.named("session").set("acmes-session");
    assertThat(sentTo(ACMES, cookie)).contains("acmes-session");
    assertThat(sentTo(GLOBEXS, cookie)).doesNotContain("acmes-session");
  }

  @Test
  @Tag("mistake-23")
  void theSameCookieWithADomainGoesToTheOtherTenantToo() throws IOException {
    String cookie =
        HostCookie.named("session").set("acmes-session").replace("__Host-", "")
            + "; Domain=.labs.leasehold.io";
    assertThat(sentTo(GLOBEXS, cookie)).contains("acmes-session");
  }

  private static String sentTo(URI target, String cookie) throws IOException {
    CookieManager browser = new CookieManager();
    browser.put(ACMES, Map.of("Set-Cookie", List.of(cookie)));
    return browser.get(target, Map.of()).toString();
  }

  @Test
  @Tag("mistake-23")
  void comparingWholeRedirectsSendsNoCodeToAnAttacker() {
    assertThat(redirectsToTheAttacker(Set::contains)).isFalse();
  }

  @Test
  @Tag("mistake-23")
  void comparingTheirBeginningsDoes() {
    assertThat(redirectsToTheAttacker((known, text) -> known.stream().anyMatch(text::startsWith)))
        .isTrue();
  }

  private static boolean redirectsToTheAttacker(BiPredicate<Set<String>, String> comparison) {
    Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
    TenantOrigins origins = new TenantOrigins(acme, PLATFORM, "https", "", comparison);
    return origins.permitsOrigin("https://acme.labs.leasehold.io.evil.net")
        || origins.permitsRedirect("https://acme.labs.leasehold.io/signed-in@evil.net", PATHS);
  }

  @Test
  @Tag("mistake-22")
  void theGateTellsNobodyOutsideWhichHostsAreServed() throws IOException {
    assertThat(askedFromOutside(TlsAsk::isLocal)).isEqualTo(TlsAnswer.DENIED);
  }

  @Test
  @Tag("mistake-22")
  void withoutTheLookAtThePeerItDoes() throws IOException {
    assertThat(askedFromOutside(ask -> true)).isEqualTo(TlsAnswer.PERMITTED);
  }

  private static TlsAnswer askedFromOutside(Predicate<TlsAsk> admitted) throws IOException {
    TlsPermission permission =
        new TlsPermission(
            () -> Set.of(TenantDomain.of("shop.acme.com")),
            Set.of(),
            System::nanoTime,
            admitted,
            new AskLimit(9, System::nanoTime),
            new AskLimit(9, System::nanoTime));
    permission.refresh();
    InetAddress outside = InetAddress.getByName("203.0.113.7");
    return permission.answer(new TlsAsk(outside, false, List.of("shop.acme.com")));
  }

  @Test
  @Tag("mistake-22")
  void aFloodOfMadeUpNamesIsLimitedApartFromServedHosts() {
    assertThat(afterAFlood(new AskLimit(9, () -> 0), new AskLimit(9, () -> 0)))
        .isEqualTo(TlsAnswer.PERMITTED);
  }

  @Test
  @Tag("mistake-22")
  void withOneLimitForAllItKeepsAServedHostFromItsCertificate() {
    AskLimit one = new AskLimit(9, () -> 0);
    assertThat(afterAFlood(one, one)).isEqualTo(TlsAnswer.LIMITED);
  }

  private static TlsAnswer afterAFlood(AskLimit ofServed, AskLimit ofOthers) {
    TlsPermission permission =
        new TlsPermission(
            () -> Set.of(TenantDomain.of("shop.acme.com")),
            Set.of(),
            () -> 0,
            TlsAsk::isLocal,
            ofServed,
            ofOthers);
    permission.refresh();
    InetAddress here = InetAddress.getLoopbackAddress();
    for (int i = 0; i < 50; i++) {
      permission.answer(new TlsAsk(here, false, List.of("x" + i + ".evil.net")));
    }
    return permission.answer(new TlsAsk(here, false, List.of("shop.acme.com")));
  }
}
