package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.SILO;
import static io.leasehold.tenancy.resolution.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-08")
class HostTenantResolverTest {

  @ParameterizedTest
  @CsvSource({
    "acme.labs.example.com, SLUG, acme",
    "ACME.labs.example.com.:443, SLUG, acme",
    "a.acme.labs.example.com, DOMAIN, a.acme.labs.example.com",
    "labs.example.com, DOMAIN, labs.example.com",
    "acmelabs.example.com, DOMAIN, acmelabs.example.com",
    "acme.labs.example.com.evil.example, DOMAIN, acme.labs.example.com.evil.example",
    "acme.example.com, DOMAIN, acme.example.com",
    "xn--bcher-kva.labs.example.com, SLUG, xn--bcher-kva",
    "127.0.0.1, DOMAIN, 127.0.0.1"
  })
  void theLabelBelowThePlatformDomainIsASlugAndAnyOtherHostADomain(
      String host, Kind kind, String value) {
    assertThat(HostTenantResolver.of("labs.example.com").resolve(RequestSignals.at(host)))
        .isEqualTo(
            TenantResolution.resolved(
                new TenantCandidate(kind, value, TrustLevel.INFRASTRUCTURE, "host")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com",
        "co.uk",
        "github.io",
        "s3.amazonaws.com",
        "blogspot.com",
        "ck",
        "kawasaki.jp"
      })
  void aDomainUnderWhichOthersHaveNamesIsNoPlatformDomain(String suffix) {
    assertThatThrownBy(() -> HostTenantResolver.of(suffix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public suffix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "labs.test", "example.com", "acme.github.io", "www.ck"})
  void aDomainOfOnesOwnIsOneEvenIfTheListHasNeverHeardOfIt(String domain) {
    assertThat(HostTenantResolver.of(domain).resolve(RequestSignals.at("t." + domain)))
        .isInstanceOf(TenantResolution.Resolved.class);
  }

  @Test
  void anOwnerWhoHadItListedSaysSo() {
    assertThat(
            HostTenantResolver.ofListedSuffix("github.io")
                .resolve(RequestSignals.at("acme.github.io")))
        .isInstanceOf(TenantResolution.Resolved.class);
    for (String other : new String[] {"co.uk", "example.com", "acme.github.io"}) {
      assertThatThrownBy(() -> HostTenantResolver.ofListedSuffix(other))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aHostOfThePlatformItselfNamesNoTenantAndOpensNoDoorByItself() {
    TenantEntry entry =
        TenantEntry.of(
            InMemoryTenantRegistry.of(ACME, GLOBEX),
            HostTenantResolver.of("localhost").withPlatformHosts("api.localhost"),
            ClaimTenantResolver.claim("tenant_id"));
    RequestSignals api = RequestSignals.at("API.localhost:8443");
    assertThat(entry.decide(api.withToken(token(SILO, "t-1"))))
        .isInstanceOf(TenantDecision.Admitted.class);
    assertThat(entry.decide(api)).isEqualTo(new TenantDecision.NoToken());
    assertThat(entry.decide(api.withRoute(Route.PUBLIC)))
        .isEqualTo(new TenantDecision.Anonymous(Optional.empty()));
    assertThat(entry.decide(RequestSignals.at("x.api.localhost").withToken(token(SILO, "t-1"))))
        .isEqualTo(new TenantDecision.UnknownHost());
  }
}
