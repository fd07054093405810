package io.leasehold.tenancy.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.resolution.TrustedProxies.Header;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-08")
class TrustedProxiesTest {

  private static final String CLIENT = "203.0.113.9";
  private static final String PROXY = "10.0.0.7";
  private static final TrustedProxies PROXIES =
      TrustedProxies.of("10.0.0.0/8", "2001:db8:1::/48", "192.0.2.1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.255.255.255",
        "10.1.2.3:4711",
        "::ffff:10.1.2.3",
        "2001:db8:1::5",
        "2001:DB8:1:0:0::5%eth0",
        "[2001:db8:1::5]:80",
        "[2001:db8:1::5]",
        "192.0.2.1"
      })
  void anAddressInABlockIsTrustedHoweverItIsWritten(String node) {
    assertThat(PROXIES.trust(node)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "11.0.0.0",
        "9.255.255.255",
        "192.0.2.2",
        "2001:db8:2::5",
        "::10.0.0.1",
        "unknown",
        "_hidden",
        "localhost",
        "10.0.0",
        "10.1",
        "167772161",
        "0x0a000001",
        "010.0.0.1",
        "10.0.0.256",
        "10.0.0.1.",
        "10.0.0.1 ",
        "10.0.0.1, 10.0.0.2",
        "2001:db8:1::5::6",
        ":::",
        ":"
      })
  void anythingElseIsTrustedByNobody(String node) {
    assertThat(PROXIES.trust(node)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "proxy", "::/129"})
  void aBlockThatIsNotPlainlyOneIsRefused(String block) {
    assertThatThrownBy(() -> TrustedProxies.of(block)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everythingAndNothingCanBeTrusted() {
    assertThat(TrustedProxies.of("0.0.0.0/0").trust(CLIENT)).isTrue();
    assertThat(TrustedProxies.of("0.0.0.0/0").trust("2001:db8::1")).isFalse();
    assertThat(TrustedProxies.of().trust(PROXY)).isFalse();
    assertThat(TrustedProxies.none().trust(PROXY)).isFalse();
  }

  @Test
  void theHeadersOfAClientAreIgnored() {
    for (String header : List.of("X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-Host")) {
      String value = header.equals("Forwarded") ? "host=globex.localhost" : "globex.localhost";
      assertThat(from(CLIENT).header(header, value).build().host())
          .as(header)
          .contains(TenantDomain.of("acme.localhost"));
      assertThat(
              RequestSignals.builder()
                  .header("Host", "acme.localhost")
                  .header(header, value)
                  .trustedProxies(PROXIES)
                  .build()
                  .host())
          .as("%s, and nobody knows from whom", header)
          .contains(TenantDomain.of("acme.localhost"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      quoteCharacter = '~',
      value = {
        "host=globex.localhost | globex.localhost",
        "Host=GLOBEX.localhost.:443;proto=https | none",
        "Host=\"GLOBEX.localhost.:443\";proto=https | globex.localhost",
        "for=203.0.113.9;host=globex.localhost;by=10.0.0.7 | globex.localhost",
        "for=\"[2001:db8::9]:4711\";host=\"globex.localhost:8443\" | globex.localhost",
        "host=\"glo\\bex.localhost\" | globex.localhost",
        // What the client wrote stands before what the proxy added.
        "host=evil.localhost, for=203.0.113.9;host=globex.localhost | globex.localhost",
        "for=10.0.0.1;host=evil.localhost, for=203.0.113.9;host=globex.localhost"
            + " | globex.localhost",
        "garbage, for=203.0.113.9;host=globex.localhost | none",
        // Two of ours: the one that the client spoke to counts.
        "for=203.0.113.9;host=globex.localhost, for=10.0.0.8;host=backend | globex.localhost",
        "host=evil.localhost, for=203.0.113.9;host=globex.localhost, for=10.0.0.8;host=backend"
            + " | globex.localhost",
        "for=203.0.113.9, for=10.0.0.8;host=globex.localhost | globex.localhost",
        "for=unknown;host=globex.localhost | globex.localhost",
        "host=evil.localhost, for=_hidden;host=globex.localhost | globex.localhost",
        // It says nothing of the host.
        "for=203.0.113.9;proto=https | acme.localhost",
        ", | acme.localhost",
        // Malformed, or a host that is none.
        "host=globex.localhost;host=acme.localhost | none",
        "host=\"globex.localhost | none",
        "host=\"globex.localhost\"x | none",
        "host=globex localhost | none",
        "host | none",
        "host= | none",
        "host=\"\" | none",
        "host=\"a/b\" | none",
        "host=\"globex.localhost, acme.localhost\" | none",
        "host=[::1] | none",
        "=globex.localhost | none",
        // A quote that the client left open swallows nothing of what the proxy adds.
        "for=\"x, for=203.0.113.9;host=globex.localhost | none",
        "for=\"x, for=\"203.0.113.9\";host=globex.localhost | none"
      })
  void whatATrustedProxySaysInForwardedIsTheHost(String value, String host) {
    assertThat(from(PROXY).header("Forwarded", value).build().host())
        .isEqualTo(java.util.Optional.ofNullable(host).map(TenantDomain::of));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "globex.localhost | none | globex.localhost",
        "GLOBEX.localhost:443 | 203.0.113.9 | globex.localhost",
        "evil.localhost, globex.localhost | none | globex.localhost",
        "evil.localhost, globex.localhost | 203.0.113.9 | globex.localhost",
        "evil.localhost, globex.localhost | 10.0.0.9, 203.0.113.9 | globex.localhost",
        "globex.localhost, GLOBEX.localhost:443 | 203.0.113.9, 10.0.0.8 | globex.localhost",
        "evil.localhost, globex.localhost, globex.localhost | 203.0.113.9, 10.0.0.8"
            + " | globex.localhost",
        // Only the outer proxy appends, or both do: nobody can tell whose the first one is.
        "evil.localhost, globex.localhost | 203.0.113.9, 10.0.0.8 | none",
        "globex.localhost, backend | 203.0.113.9, 10.0.0.8 | none",
        "evil.localhost, globex.localhost | 10.0.0.1, 10.0.0.2, 10.0.0.3 | none",
        "globex.localhost | 203.0.113.9, 10.0.0.8 | globex.localhost",
        "globex.localhost | 10.0.0.1, 10.0.0.2, 10.0.0.3 | globex.localhost",
        "globex.localhost, | none | none",
        "'' | none | none",
        "http://globex.localhost | none | none",
        "globex.localhost@acme.localhost | none | none"
      })
  void whatATrustedProxySaysInXForwardedHostIsTheHost(String value, String nodes, String host) {
    RequestSignalsBuilder request = from(PROXY).header("X-Forwarded-Host", value);
    if (nodes != null) {
      request.header("X-Forwarded-For", nodes);
    }
    assertThat(request.build().host())
        .isEqualTo(java.util.Optional.ofNullable(host).map(TenantDomain::of));
  }

  @Test
  void aHeaderOfSeveralLinesIsOneList() {
    assertThat(
            from(PROXY)
                .header("X-Forwarded-Host", "evil.localhost")
                .header("X-Forwarded-Host", "globex.localhost")
                .build()
                .host())
        .contains(TenantDomain.of("globex.localhost"));
    assertThat(
            from(PROXY)
                .header("Forwarded", "for=\"open")
                .header("Forwarded", "for=203.0.113.9;host=globex.localhost")
                .build()
                .host())
        .isEmpty();
  }

  @Test
  void twoHeadersThatDifferNameNoHostUnlessOnlyOneIsRead() {
    RequestSignalsBuilder both =
        from(PROXY)
            .header("Forwarded", "host=globex.localhost")
            .header("X-Forwarded-Host", "evil.localhost");
    assertThat(both.build().host()).isEmpty();
    assertThat(both.trustedProxies(PROXIES.readingOnly(Header.FORWARDED)).build().host())
        .contains(TenantDomain.of("globex.localhost"));
    assertThat(both.trustedProxies(PROXIES.readingOnly(Header.X_FORWARDED_HOST)).build().host())
        .contains(TenantDomain.of("evil.localhost"));
    assertThat(
            from(PROXY)
                .header("Forwarded", "host=globex.localhost")
                .header("X-Forwarded-Host", "GLOBEX.localhost")
                .build()
                .host())
        .contains(TenantDomain.of("globex.localhost"));
  }

  @Test
  void evenFromATrustedProxyTwoHostHeadersAreNoHost() {
    assertThat(
            from(PROXY)
                .header("Host", "globex.localhost")
                .header("X-Forwarded-Host", "globex.localhost")
                .build()
                .host())
        .isEmpty();
  }

  @Test
  void theHostInTheRequestTargetHasToBeTheOneInTheHeader() {
    assertThat(from(CLIENT).authority("ACME.localhost:80").build().host())
        .contains(TenantDomain.of("acme.localhost"));
    assertThat(from(CLIENT).authority("globex.localhost").build().host()).isEmpty();
    assertThat(from(CLIENT).authority("user@acme.localhost").build().host()).isEmpty();
    assertThat(RequestSignals.builder().authority("acme.localhost").build().host())
        .contains(TenantDomain.of("acme.localhost"));
  }

  @Test
  void aVeryLongHeaderIsRefusedAtOnce() {
    assertThat(from(PROXY).header("Forwarded", "a=b;".repeat(500_000)).build().host()).isEmpty();
    assertThat(from(PROXY).header("Forwarded", "for=\"" + "\\".repeat(8_000)).build().host())
        .isEmpty();
  }

  private static RequestSignalsBuilder from(String peer) {
    return RequestSignals.builder()
        .header("Host", "acme.localhost")
        .peer(peer)
        .trustedProxies(PROXIES);
  }
}
