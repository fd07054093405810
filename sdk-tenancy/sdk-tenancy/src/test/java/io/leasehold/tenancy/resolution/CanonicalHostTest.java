package io.leasehold.tenancy.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantDomain;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-08")
class CanonicalHostTest {

  private static final TenantDomain ACME = TenantDomain.of("acme.localhost");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme.localhost",
        "ACME.LocalHost",
        "acme.localhost.",
        "acme.localhost:9080",
        "acme.localhost.:9080",
        "acme.localhost:",
        "acme.localhost:65535"
      })
  void everySpellingOfOneHostIsTheSame(String header) {
    assertThat(CanonicalHost.ofHeader(List.of(header))).contains(ACME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        ":80",
        "acme.localhost..",
        "acme..localhost",
        ".acme.localhost",
        "-acme.localhost",
        "acme-.localhost",
        "acme_x.localhost",
        "acme.localhost:65536",
        "acme.localhost:999999",
        "acme.localhost:80:80",
        "acme.localhost:-1",
        "acme.localhost:٨٠",
        " acme.localhost",
        "acme.localhost\t",
        "acme.localhost\n",
        "acme.localhost, globex.localhost",
        "acme.localhost,globex.localhost",
        "acme.localhost globex.localhost",
        "acme.localhost@globex.localhost",
        "acme:x@globex.localhost",
        "http://acme.localhost/",
        "//acme.localhost",
        "acme.localhost/",
        "acme.localhost/globex",
        "acme.localhost?x",
        "acme.localhost#x",
        "acme.localhost\\globex",
        "acme%2elocalhost",
        "acme.localhost\u0000",
        "аcme.localhost",
        "ａcme.localhost",
        "acme。localhost",
        "acme\u00ad.localhost",
        "bücher.example",
        "[::1]",
        "[::1]:9080",
        "::1",
        "xn--.localhost",
        "xn--acme-.localhost"
      })
  void whatIsNotPlainlyOneHostIsNone(String header) {
    assertThat(CanonicalHost.ofHeader(List.of(header))).isEmpty();
  }

  @Test
  void noHostAndTwoHostsAreNoHost() {
    assertThat(CanonicalHost.ofHeader(List.of())).isEmpty();
    assertThat(CanonicalHost.ofHeader(List.of("acme.localhost", "acme.localhost"))).isEmpty();
    assertThat(CanonicalHost.ofHeader(List.of("acme.localhost", "globex.localhost"))).isEmpty();
  }

  @Test
  void aHostOfMoreThan253CharactersIsNone() {
    String label = "a".repeat(60) + ".";
    assertThat(CanonicalHost.ofHeader(List.of(label.repeat(4) + "example"))).isPresent();
    assertThat(CanonicalHost.ofHeader(List.of(label.repeat(5) + "example"))).isEmpty();
    assertThat(CanonicalHost.ofHeader(List.of("a".repeat(64) + ".example"))).isEmpty();
    assertThat(CanonicalHost.ofHeader(List.of("a.".repeat(500_000)))).isEmpty();
  }

  @Test
  void anInternationalHostIsOneWithItsALabels() {
    TenantDomain buecher = TenantDomain.of("xn--bcher-kva.example");
    assertThat(CanonicalHost.ofText("  Bücher.Example ")).contains(buecher);
    assertThat(CanonicalHost.ofText("bücher。example")).contains(buecher);
    assertThat(CanonicalHost.ofText("xn--bcher-kva.example")).contains(buecher);
    assertThat(CanonicalHost.ofHeader(List.of("XN--Bcher-kva.example:443"))).contains(buecher);
  }

  @Test
  void aLookAlikeIsAnotherHost() {
    assertThat(CanonicalHost.ofText("аcme.localhost")).get().isNotEqualTo(ACME);
  }

  @Test
  void aTypedAddressIsNoHost() {
    assertThat(CanonicalHost.ofText("https://acme.example/")).isEmpty();
    assertThat(CanonicalHost.ofText("acme example")).isEmpty();
    assertThat(CanonicalHost.ofText("")).isEmpty();
  }

  @Test
  void canonicalIsCanonicalAgain() {
    for (String text : List.of("ACME.localhost.", "Bücher.example", "127.0.0.1")) {
      TenantDomain once = CanonicalHost.ofText(text).orElseThrow();
      assertThat(CanonicalHost.ofHeader(List.of(once.value()))).contains(once);
    }
  }
}
