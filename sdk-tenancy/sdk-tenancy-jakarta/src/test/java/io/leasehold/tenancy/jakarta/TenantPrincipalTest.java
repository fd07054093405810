package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.token.VerifiedToken;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class TenantPrincipalTest {

  private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000L);

  @Test
  void itReadsAsAMicroProfileToken() {
    JsonWebToken caller = caller(Map.of("jti", "77", "exp", EXPIRY.getEpochSecond()));
    assertThat(caller.getRawToken()).isEqualTo("x.y.z");
    assertThat(caller.getIssuer()).isEqualTo("https://id.example.com");
    assertThat(caller.getSubject()).isEqualTo("ada");
    assertThat(caller.getAudience()).containsExactly("labs");
    assertThat(caller.getGroups()).containsExactly("learner");
    assertThat(caller.getTokenID()).isEqualTo("77");
    assertThat(caller.getExpirationTime()).isEqualTo(EXPIRY.getEpochSecond());
    assertThat(caller.claim("tenant_id")).contains("t-1");
    assertThat(caller.claim(Claims.nonce)).isEmpty();
    assertThat(caller.<Object>getClaim("nothing")).isNull();
    assertThat(caller.getClaimNames()).contains("tenant_id", "raw_token");
  }

  @Test
  void itsNameIsTheFirstThatIsAText() {
    assertThat(caller(Map.of("upn", "u", "preferred_username", "p")).getName()).isEqualTo("u");
    assertThat(caller(Map.of("upn", List.of("u"), "preferred_username", "p")).getName())
        .isEqualTo("p");
    assertThat(caller(Map.of()).getName()).isEqualTo("ada");
  }

  @Test
  void itDoesNotPrintTheToken() {
    assertThat(caller(Map.of()).toString()).doesNotContain("x.y.z", "ada", "t-1");
  }

  private static TenantPrincipal caller(Map<String, Object> more) {
    Map<String, Object> claims = new HashMap<>(more);
    claims.put("iss", "https://id.example.com");
    claims.put("sub", "ada");
    claims.put("tenant_id", "t-1");
    return new TenantPrincipal(
        new VerifiedToken(
            "https://id.example.com", "ada", Set.of("labs"), EXPIRY, Set.of("learner"), claims),
        "x.y.z");
  }
}
