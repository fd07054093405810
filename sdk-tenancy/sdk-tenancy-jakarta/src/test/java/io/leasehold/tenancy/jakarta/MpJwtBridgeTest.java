package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.RoleMapping;
import io.leasehold.tenancy.token.TenantClaim;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import io.leasehold.tenancy.token.VerifiedToken;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Against requests as the servlet API and MicroProfile JWT describe them. What a real container
 * hands over is not tested here: no server with its own MicroProfile JWT runs in this module.
 */
class MpJwtBridgeTest {

  static final String ISSUER = "https://login.example.com";
  static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  private final MpJwtBridge bridge =
      MpJwtBridge.of(ISSUER).withClock(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aTokenThatTheContainerVerifiedIsTaken() {
    VerifiedToken token = verified(bridge, token(Map.of("groups", Set.of("learner"))));
    assertThat(token.issuer()).isEqualTo(ISSUER);
    assertThat(token.subject()).isEqualTo("ada");
    assertThat(token.roles()).containsExactly("learner");
    assertThat(token.tenant())
        .isInstanceOfSatisfying(
            TenantClaim.One.class, one -> assertThat(one.name()).isEqualTo("acme"));
    assertThat(token.claims()).doesNotContainKey("raw_token");
  }

  @Test
  void claimsAreReadAsTheIssuerWritesThem() {
    MpJwtBridge keycloak =
        bridge
            .withTenants(ClaimMapping.keycloakOrganizations())
            .withRoles(RoleMapping.keycloakRealm());
    VerifiedToken token =
        verified(
            keycloak,
            token(
                Map.of(
                    "organization",
                    List.of("acme", "globex"),
                    "realm_access",
                    Map.of("roles", List.of("tenant-admin")))));
    assertThat(token.roles()).containsExactly("tenant-admin");
    assertThat(token.tenant()).isInstanceOf(TenantClaim.Memberships.class);
  }

  @Test
  @Tag("mistake-01")
  void aHeaderWithoutAPrincipalIsNeverRead() {
    assertThat(
            bridge.verification(
                request(null, "Bearer eyJhbGciOiJub25lIn0.eyJ0ZW5hbnRfaWQiOiJhIn0.")))
        .contains(new TokenVerification.Rejected(Reason.SIGNATURE));
    Principal basic = () -> "somebody with a password";
    assertThat(bridge.verification(request(basic, "Bearer x.y.z")))
        .contains(new TokenVerification.Rejected(Reason.SIGNATURE));
    assertThat(bridge.verification(request(basic))).isEmpty();
    assertThat(bridge.verification(request(null))).isEmpty();
  }

  @Test
  @Tag("mistake-06")
  void anotherIssuerThanTheOneIsRefusedWhateverTheContainerTrusts() {
    assertThat(reason(token(Map.of("iss", "https://other.example.com"))))
        .isEqualTo(Reason.UNKNOWN_ISSUER);
  }

  @Test
  void aCallerWhomTheContainerRemembersForTooLongIsRefused() {
    assertThat(reason(token(Map.of("exp", NOW.getEpochSecond() - 61)))).isEqualTo(Reason.EXPIRED);
    assertThat(bridge.verification(request(token(Map.of("exp", NOW.getEpochSecond() - 59)))))
        .containsInstanceOf(TokenVerification.Verified.class);
  }

  @Test
  void twoAuthorizationHeadersAreRefused() {
    assertThat(bridge.verification(request(token(Map.of()), "Bearer a", "Bearer b")))
        .contains(new TokenVerification.Rejected(Reason.MALFORMED));
  }

  private Reason reason(JsonWebToken token) {
    return bridge
        .verification(request(token))
        .map(TokenVerification.Rejected.class::cast)
        .map(TokenVerification.Rejected::reason)
        .orElseThrow();
  }

  private static VerifiedToken verified(MpJwtBridge bridge, JsonWebToken token) {
    return bridge
        .verification(request(token, "Bearer whatever"))
        .map(TokenVerification.Verified.class::cast)
        .map(TokenVerification.Verified::token)
        .orElseThrow();
  }

  static JsonWebToken token(Map<String, Object> others) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", ISSUER);
    claims.put("sub", "ada");
    claims.put("tenant_id", "acme");
    claims.put("exp", NOW.getEpochSecond() + 60);
    claims.put("raw_token", "secret");
    claims.putAll(others);
    return new JsonWebToken() {
      @Override
      public String getName() {
        return "ada";
      }

      @Override
      public Set<String> getClaimNames() {
        return claims.keySet();
      }

      @Override
      @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
      public <T> T getClaim(String name) {
        return (T) claims.get(name);
      }
    };
  }

  static HttpServletRequest request(@Nullable Principal principal, String... headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getUserPrincipal" -> principal;
                  case "getHeaders" -> Collections.enumeration(List.of(headers));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
