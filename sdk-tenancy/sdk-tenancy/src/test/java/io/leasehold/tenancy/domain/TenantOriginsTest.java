package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.Tier;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-23")
class TenantOriginsTest {

  private static final TenantDomain PLATFORM = TenantDomain.of("labs.leasehold.io");
  private static final Set<String> PATHS = Set.of("/signed-in", "/signed-out");

  private final Tenant acme =
      Tenant.active(TenantId.of("t-1"), Tier.of("basic"))
          .withSlug(TenantSlug.of("acme"))
          .withDomains(TenantDomain.of("shop.acme.com"), TenantDomain.of("acme.co.uk"));
  private final TenantOrigins origins = TenantOrigins.of(acme, PLATFORM);

  @Test
  void aTenantsOriginsAreItsHostUnderThePlatformAndItsActiveHosts() {
    assertThat(origins.all())
        .containsExactlyInAnyOrder(
            "https://acme.labs.leasehold.io", "https://shop.acme.com", "https://acme.co.uk");
    assertThat(origins.canonical()).isEqualTo(URI.create("https://acme.labs.leasehold.io"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.acme.com", "https://acme.labs.leasehold.io"})
  void theTenantsOwnPagesMayCall(String origin) {
    assertThat(origins.permitsOrigin(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://globex.labs.leasehold.io",
        "https://labs.leasehold.io",
        "https://x.shop.acme.com",
        "https://acme.com",
        "https://evilshop.acme.com",
        "https://shop.acme.com.evil.net",
        "http://shop.acme.com",
        "https://shop.acme.com:8443",
        "https://shop.acme.com/",
        "HTTPS://SHOP.ACME.COM",
        "null",
        "*",
        ""
      })
  void nobodyElsesDo(String origin) {
    assertThat(origins.permitsOrigin(origin)).isFalse();
  }

  @Test
  void signInRedirectsToTheTenantsOwnHostsAndGivenPathsOnly() {
    assertThat(origins.permitsRedirect("https://shop.acme.com/signed-in", PATHS)).isTrue();
    assertThat(origins.permitsRedirect("https://acme.labs.leasehold.io/signed-out", PATHS))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://globex.labs.leasehold.io/signed-in",
        "https://shop.acme.com/elsewhere",
        "https://shop.acme.com/signed-in/../elsewhere",
        "https://shop.acme.com/signed-in?next=https://evil.net",
        "https://shop.acme.com/signed-in#x",
        "https://shop.acme.com@evil.net/signed-in",
        "https://evil.net/signed-in",
        "https://shop.acme.com.evil.net/signed-in",
        "http://shop.acme.com/signed-in",
        "https://shop.acme.com:444/signed-in",
        "//shop.acme.com/signed-in",
        "javascript:alert(1)",
        ""
      })
  void signInRedirectsNowhereElse(String target) {
    assertThat(origins.permitsRedirect(target, PATHS)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/labs/7", "/labs?a=b#c"})
  void aPathOnTheHostIsLocal(String path) {
    assertThat(TenantOrigins.localPath(path)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "labs",
        "//evil.net",
        "/\\evil.net",
        "\\/evil.net",
        "https://evil.net",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=y",
        "/\t/evil.net",
        " /labs"
      })
  void everythingThatCouldLeaveTheHostIsNot(String path) {
    assertThat(TenantOrigins.localPath(path)).isEmpty();
  }

  @Test
  void withoutTlsTheOriginSaysSo() {
    assertThat(TenantOrigins.insecureHttp(acme, TenantDomain.of("localhost"), 9080).canonical())
        .isEqualTo(URI.create("http://acme.localhost:9080"));
  }
}
