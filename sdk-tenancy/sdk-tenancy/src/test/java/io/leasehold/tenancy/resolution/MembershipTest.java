package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.INDIVIDUALS;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static io.leasehold.tenancy.resolution.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Provenance;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The request selects, the token authorises. */
@Tag("mistake-04")
class MembershipTest {

  private final InMemoryTenantRegistry registry =
      InMemoryTenantRegistry.of(ACME, GLOBEX, INDIVIDUALS);

  @Test
  void theRequestSelectsOneOfTheTenantsThatTheTokenAuthorises() {
    TenantDecision decision =
        entry(memberOf("globex", "individuals"), says("globex")).decide(request());
    assertThat(decision).isInstanceOf(TenantDecision.Admitted.class);
    TenantDecision.Admitted admitted = (TenantDecision.Admitted) decision;
    assertThat(admitted.tenant()).isEqualTo(GLOBEX);
    assertThat(admitted.evidence())
        .containsExactly(
            slug("globex", TrustLevel.CRYPTOGRAPHIC, "claim organization"),
            slug("globex", TrustLevel.CLIENT, "header"));
    assertThat(admitted.scope())
        .isEqualTo(new TenantScope.InTenant(GLOBEX, new Provenance(admitted.evidence())));
  }

  @Test
  void nothingIsChosenForAMemberNotEvenTheOnlyTenantOfAList() {
    for (TenantResolver membership :
        List.of(memberOf("globex"), memberOf("globex", "individuals"))) {
      assertThat(entry(membership).decide(request())).isEqualTo(new TenantDecision.NotChosen());
    }
    assertThat(TenantProblems.of(new TenantDecision.NotChosen()).orElseThrow().status())
        .isEqualTo(400);
  }

  @Test
  void onAPublicRouteAMemberWhoHasNotChosenIsNobodyInParticular() {
    assertThat(entry(memberOf("globex")).decide(request().withRoute(Route.PUBLIC)))
        .isEqualTo(new TenantDecision.Anonymous(Optional.empty()));
  }

  @Test
  @Tag("mistake-02")
  void toSelectATenantOutsideTheMembershipIsAMismatchLikeAnUnknownOne() {
    for (String other : List.of("individuals", "acme", "nobody")) {
      assertThat(entry(memberOf("globex"), says(other)).decide(request()))
          .as(other)
          .isEqualTo(new TenantDecision.Mismatch());
    }
  }

  @Test
  void theIssuerMustBeOneOfTheSelectedTenantsOwn() {
    // The shared issuer lists its user as a member of Acme, which has an issuer of its own.
    assertThat(entry(memberOf("acme"), says("acme")).decide(request()))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void everyMembershipHasToHaveTheTenant() {
    assertThat(
            entry(memberOf("globex", "individuals"), memberOf("globex"), says("globex"))
                .decide(request()))
        .isInstanceOf(TenantDecision.Admitted.class);
    assertThat(
            entry(memberOf("globex", "individuals"), memberOf("globex"), says("individuals"))
                .decide(request()))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void aMembershipThatTheClientClaimsOpensNothing() {
    TenantResolver claimed =
        signals -> TenantResolution.oneOf(List.of(slug("globex", TrustLevel.CLIENT, "cookie")));
    assertThat(entry(claimed, says("globex")).decide(request()))
        .isEqualTo(new TenantDecision.Mismatch());
    assertThat(entry(claimed).decide(request())).isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void withoutACallerAMembershipCanOnlyContradict() {
    TenantEntry entry = entry(memberOf("globex"), says("individuals"));
    RequestSignals nobody = RequestSignals.at("api.example.com");
    assertThat(entry.decide(nobody)).isEqualTo(new TenantDecision.NoToken());
    assertThat(entry.decide(nobody.withRoute(Route.PUBLIC)))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void aMembershipOfNothingOrOfMixedTrustCannotBeMade() {
    assertThatThrownBy(() -> TenantResolution.oneOf(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                TenantResolution.oneOf(
                    List.of(
                        slug("globex", TrustLevel.CRYPTOGRAPHIC, "claim"),
                        slug("acme", TrustLevel.CLIENT, "header"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RequestSignals request() {
    return RequestSignals.at("api.example.com").withToken(token(POOL, List.of()));
  }

  private TenantEntry entry(TenantResolver... resolvers) {
    return TenantEntry.of(registry, resolvers);
  }

  private static TenantResolver memberOf(String... slugs) {
    List<TenantCandidate> candidates =
        Stream.of(slugs)
            .map(slug -> slug(slug, TrustLevel.CRYPTOGRAPHIC, "claim organization"))
            .toList();
    return signals -> TenantResolution.oneOf(candidates);
  }

  private static TenantResolver says(String slug) {
    return signals -> TenantResolution.resolved(slug(slug, TrustLevel.CLIENT, "header"));
  }

  private static TenantCandidate slug(String value, TrustLevel trust, String source) {
    return new TenantCandidate(Kind.SLUG, value, trust, source);
  }
}
