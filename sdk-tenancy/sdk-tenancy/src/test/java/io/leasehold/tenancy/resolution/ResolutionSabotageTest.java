package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.INDIVIDUALS;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static io.leasehold.tenancy.resolution.Tenants.tokenWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guard is taken away once; the attack that it stops then succeeds. */
class ResolutionSabotageTest {

  private final InMemoryTenantRegistry registry =
      InMemoryTenantRegistry.of(ACME, GLOBEX, INDIVIDUALS);

  // A good token of the shared issuer that says nothing of a tenant.
  private final RequestSignals stranger =
      RequestSignals.builder()
          .header("X-Tenant", "globex")
          .build()
          .withToken(tokenWith(POOL, Map.of()));

  @Test
  @Tag("mistake-02")
  @Tag("mistake-03")
  void withoutTheNeedForASignatureAHeaderChoosesTheTenant() {
    TenantAgreementPolicy unsigned =
        (evidence, memberships) -> {
          Tenant tenant = evidence.get(0).tenant().orElseThrow();
          return new Agreement.Agreed(tenant, List.of(evidence.get(0).candidate()));
        };
    TenantResolver header = HeaderTenantResolver.named("X-Tenant");
    assertThat(admitted(TenantAgreementPolicy.STRICT, stranger, header)).isEmpty();
    assertThat(admitted(unsigned, stranger, header)).contains(GLOBEX);
  }

  @Test
  @Tag("mistake-04")
  void withTheFirstOfAMembershipTakenTheRequestNeedNotChoose() {
    TenantCandidate first =
        new TenantCandidate(Kind.SLUG, "globex", TrustLevel.CRYPTOGRAPHIC, "claim");
    TenantCandidate second =
        new TenantCandidate(Kind.SLUG, "individuals", TrustLevel.CRYPTOGRAPHIC, "claim");
    TenantResolver membership = signals -> TenantResolution.oneOf(List.of(first, second));
    TenantAgreementPolicy takesTheFirst =
        (evidence, memberships) ->
            new Agreement.Agreed(GLOBEX, List.of(memberships.get(0).candidates().get(0)));
    assertThat(admitted(TenantAgreementPolicy.STRICT, stranger, membership)).isEmpty();
    assertThat(admitted(takesTheFirst, stranger, membership)).contains(GLOBEX);
  }

  @Test
  @Tag("mistake-04")
  void withoutTheMembershipCheckTheRequestChoosesAnybody() {
    TenantResolver membership =
        signals ->
            TenantResolution.oneOf(
                List.of(
                    new TenantCandidate(
                        Kind.SLUG, "individuals", TrustLevel.CRYPTOGRAPHIC, "claim")));
    TenantResolver header = HeaderTenantResolver.named("X-Tenant");
    TenantAgreementPolicy trusting =
        (evidence, memberships) ->
            new Agreement.Agreed(
                evidence.stream()
                    .min(Comparator.comparing(piece -> piece.candidate().trust()))
                    .flatMap(TenantAgreementPolicy.Evidence::tenant)
                    .orElseThrow(),
                memberships.get(0).candidates());
    assertThat(admitted(TenantAgreementPolicy.STRICT, stranger, membership, header)).isEmpty();
    assertThat(admitted(trusting, stranger, membership, header)).contains(GLOBEX);
  }

  @Test
  @Tag("mistake-08")
  void withEverybodyTrustedAsAProxyAClientChoosesTheHost() {
    RequestSignalsBuilder request =
        RequestSignals.builder()
            .header("Host", "acme.localhost")
            .header("X-Forwarded-Host", "globex.localhost")
            .peer("203.0.113.9");
    assertThat(request.trustedProxies(TrustedProxies.of("10.0.0.0/8")).build().host())
        .contains(TenantDomain.of("acme.localhost"));
    assertThat(request.trustedProxies(TrustedProxies.of("0.0.0.0/0")).build().host())
        .contains(TenantDomain.of("globex.localhost"));
  }

  @Test
  @Tag("mistake-08")
  void withTheFirstValueTakenAClientChoosesTheHostThroughAGoodProxy() {
    String header = "globex.localhost, acme.localhost";
    RequestSignals guarded =
        RequestSignals.builder()
            .header("Host", "backend")
            .header("X-Forwarded-Host", header)
            .peer("10.0.0.1")
            .trustedProxies(TrustedProxies.of("10.0.0.0/8"))
            .build();
    assertThat(guarded.host()).contains(TenantDomain.of("acme.localhost"));
    assertThat(RequestSignals.at(header.split(",", 2)[0]).host())
        .contains(TenantDomain.of("globex.localhost"));
  }

  @Test
  @Tag("mistake-02")
  void withOneReadingOfAPathTheServerServesAnotherTenant() {
    String path = "/t/acme/..%2fglobex/labs";
    PathReadings readings = PathReadings.of(path).orElseThrow();
    assertThat(readings.letter()).startsWith("t", "acme");
    assertThat(readings.clean()).startsWith("t", "globex");
    assertThat(
            PathTenantResolver.under("/t/{tenant}")
                .resolve(RequestSignals.builder().path(path).build()))
        .isInstanceOf(TenantResolution.Rejected.class);
  }

  private Optional<Tenant> admitted(
      TenantAgreementPolicy policy, RequestSignals signals, TenantResolver... resolvers) {
    return new TenantEntry(registry, List.of(resolvers), policy).decide(signals)
            instanceof TenantDecision.Admitted admitted
        ? Optional.of(admitted.tenant())
        : Optional.empty();
  }
}
