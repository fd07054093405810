package io.leasehold.tenancy.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.RoleMapping;
import io.leasehold.tenancy.token.TenantClaim;
import io.leasehold.tenancy.token.TokenShape;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import io.leasehold.tenancy.token.TokenVerifier;
import io.leasehold.tenancy.token.TrustedIssuer;
import io.leasehold.tenancy.token.VerifiedToken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two realms, one of them with an organization: people sign in, and enter their tenant's door. */
@Tag("row-C26")
@Tag("row-C27")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakSignInTest {

  private static Keycloak keycloak;
  private static TokenVerifier verifier;
  private static TenantEntry entry;

  @BeforeAll
  static void start() throws Exception {
    keycloak = Keycloak.start("silo", "pool");
    verifier = verifier(ClaimMapping.keycloakOrganizations());
    entry =
        TenantEntry.of(
            InMemoryTenantRegistry.of(
                tenant("t-1", "acme", "silo"), tenant("t-2", "globex", "pool")),
            HostTenantResolver.of("labs.example"),
            ClaimTenantResolver.perIssuer());
  }

  @AfterAll
  static void stop() {
    if (verifier != null) {
      verifier.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  @Test
  @Order(1)
  void aMemberOfARealmOfItsOwnEntersItsTenantWithTheRolesThatTheRealmMayGive() throws Exception {
    String token = access("silo", "ada", "openid");
    assertThat(enter("acme", token)).isInstanceOf(TenantDecision.Admitted.class);
    assertThat(enter("globex", token)).isInstanceOf(TenantDecision.Mismatch.class);
    assertThat(verified(token).roles())
        .as("the realm also says operator")
        .isEqualTo(Set.of("learner"));
  }

  @Test
  @Order(2)
  void anOrganizationAsAListAuthorisesAndTheHostSelects() throws Exception {
    String token = access("pool", "grace", "openid organization:*");
    assertThat(verified(token).claim("organization")).contains(List.of("globex"));
    assertThat(verified(token).tenant()).isInstanceOf(TenantClaim.Memberships.class);
    assertThat(enter("globex", token)).isInstanceOf(TenantDecision.Admitted.class);
    assertThat(enter("acme", token)).isInstanceOf(TenantDecision.Mismatch.class);
  }

  @Test
  @Order(2)
  @Tag("mistake-03")
  void whoIsInNoOrganizationOrAsksForNoneEntersNowhere() throws Exception {
    assertThat(enter("globex", access("pool", "nobody", "openid organization:*")))
        .isInstanceOf(TenantDecision.Mismatch.class);
    assertThat(enter("globex", access("pool", "grace", "openid")))
        .isInstanceOf(TenantDecision.Mismatch.class);
  }

  @Test
  @Order(2)
  void idTokensAndRefreshTokensAreNoAccessTokensAlthoughTheSameRealmSignsThem() throws Exception {
    Map<String, Object> tokens = keycloak.signIn("silo", "ada", "openid");
    assertThat(verifier.verify(String.valueOf(tokens.get("id_token"))))
        .isEqualTo(new TokenVerification.Rejected(Reason.TYPE));
    assertThat(verifier.verify(String.valueOf(tokens.get("refresh_token"))))
        .isInstanceOf(TokenVerification.Rejected.class);
  }

  @Test
  @Order(3)
  void anOrganizationAsAnObjectMapsByItsAliasAndByItsId() throws Exception {
    keycloak.writeOrganizationsAsObject("pool");
    String token = access("pool", "grace", "openid organization:*");
    assertThat(verified(token).claim("organization")).get().isInstanceOf(Map.class);
    assertThat(enter("globex", token)).isInstanceOf(TenantDecision.Admitted.class);
    assertThat(enter("acme", token)).isInstanceOf(TenantDecision.Mismatch.class);

    Map<?, ?> organizations = (Map<?, ?>) verified(token).claims().get("organization");
    Map<?, ?> globex = (Map<?, ?>) organizations.get("globex");
    String id = String.valueOf(globex.get("id"));
    ClaimMapping byId =
        ClaimMapping.keycloakOrganizationIds().withTenants(Map.of(id, TenantId.of("t-2")));
    try (TokenVerifier byIds = verifier(byId)) {
      assertThat(enter("globex", byIds, token)).isInstanceOf(TenantDecision.Admitted.class);
    }
  }

  private static TokenVerifier verifier(ClaimMapping organizations) {
    return TokenVerifier.builder(
            TrustedIssuers.of(
                realm("silo")
                    .withRoles(RoleMapping.keycloakRealm().granting("learner", "tenant-admin")),
                realm("pool").withTenants(organizations).withRoles(RoleMapping.keycloakRealm())))
        .allowLoopbackHttp()
        .build();
  }

  private static TrustedIssuer realm(String name) {
    return TrustedIssuer.of(keycloak.issuer(name), keycloak.jwksUri(name), "labs")
        .withShape(TokenShape.keycloakAccess());
  }

  private static Tenant tenant(String id, String slug, String realm) {
    return Tenant.active(TenantId.of(id), Tier.of("basic"))
        .withSlug(TenantSlug.of(slug))
        .withIssuers(keycloak.issuer(realm));
  }

  private static String access(String realm, String user, String scope) throws Exception {
    return String.valueOf(keycloak.signIn(realm, user, scope).get("access_token"));
  }

  private static VerifiedToken verified(String token) {
    assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Verified.class);
    return ((TokenVerification.Verified) verifier.verify(token)).token();
  }

  private static TenantDecision enter(String slug, String token) {
    return enter(slug, verifier, token);
  }

  private static TenantDecision enter(String slug, TokenVerifier by, String token) {
    return entry.decide(
        RequestSignals.at(slug + ".labs.example").withVerification(by.verify(token)));
  }
}
