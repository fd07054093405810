package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.INDIVIDUALS;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.VerifiedToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("row-C27")
class ClaimTenantResolverTest {

  private final TenantEntry entry =
      TenantEntry.of(
          InMemoryTenantRegistry.of(ACME, GLOBEX, INDIVIDUALS),
          HostTenantResolver.of("labs.example"),
          ClaimTenantResolver.perIssuer());

  @Test
  void eachIssuersTokensAreReadByItsOwnMapping() {
    Map<String, Object> claims = Map.of("tenant_id", "t-3", "custom:tenant_id", "t-2");
    assertThat(entryOf("globex", token(ClaimMapping.cognito(), claims)))
        .isInstanceOf(TenantDecision.Admitted.class);
    assertThat(entryOf("globex", token(ClaimMapping.DEFAULT, claims)))
        .isInstanceOf(TenantDecision.Mismatch.class);
  }

  @Test
  @Tag("mistake-04")
  void theRequestSelectsAmongTheOrganizationsOfAKeycloakToken() {
    for (Object organizations :
        List.of(
            List.of("globex", "individuals"),
            Map.of("globex", Map.of("id", "x"), "individuals", Map.of()))) {
      VerifiedToken token =
          token(ClaimMapping.keycloakOrganizations(), Map.of("organization", organizations));
      for (String host : List.of("globex", "individuals")) {
        assertThat(entryOf(host, token))
            .isInstanceOfSatisfying(
                TenantDecision.Admitted.class,
                admitted -> assertThat(admitted.tenant().slug().value()).isEqualTo(host));
      }
      assertThat(entryOf("acme", token)).isInstanceOf(TenantDecision.Mismatch.class);
    }
  }

  @Test
  @Tag("mistake-04")
  void aMembershipOfOneDoesNotChooseWhereTheRequestDoesNot() {
    VerifiedToken token =
        token(ClaimMapping.keycloakOrganizations(), Map.of("organization", List.of("globex")));
    TenantEntry withoutHost =
        TenantEntry.of(InMemoryTenantRegistry.of(ACME, GLOBEX), ClaimTenantResolver.perIssuer());
    assertThat(withoutHost.decide(RequestSignals.at("any.example").withToken(token)))
        .isInstanceOf(TenantDecision.NotChosen.class);
  }

  @Test
  @Tag("mistake-03")
  void aTokenThatNamesNoTenantOrGarbageIsNobodys() {
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("organization", List.of()),
            Map.of("organization", 7),
            Map.of("organization", List.of("globex", 7)))) {
      assertThat(entryOf("globex", token(ClaimMapping.keycloakOrganizations(), claims)))
          .isInstanceOf(TenantDecision.Mismatch.class);
    }
  }

  @Test
  void oneMappingForAllIssuersIsAChoiceToo() {
    TenantEntry byOne =
        TenantEntry.of(
            InMemoryTenantRegistry.of(ACME, GLOBEX),
            ClaimTenantResolver.mapped(ClaimMapping.path("org.slug").withSlugs()));
    VerifiedToken token =
        token(ClaimMapping.DEFAULT, Map.of("org", Map.of("slug", "globex"), "tenant_id", "t-1"));
    assertThat(byOne.decide(RequestSignals.at("any.example").withToken(token)))
        .isInstanceOfSatisfying(
            TenantDecision.Admitted.class,
            admitted -> assertThat(admitted.tenant()).isEqualTo(GLOBEX));
  }

  private TenantDecision entryOf(String slug, VerifiedToken token) {
    return entry.decide(RequestSignals.at(slug + ".labs.example").withToken(token));
  }

  private static VerifiedToken token(ClaimMapping mapping, Map<String, Object> claims) {
    return new VerifiedToken(
        POOL,
        "ada",
        Set.of("labs"),
        Instant.parse("2030-01-01T00:00:00Z"),
        mapping.read(claims),
        Set.of(),
        claims);
  }
}
