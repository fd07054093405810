package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.FakeIssuer;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerifier;
import io.leasehold.tenancy.token.VerifiedToken;
import java.text.ParseException;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a token is verified, and not only decoded, is what stops a token that anybody wrote. */
@Tag("mistake-01")
class DecodedTokenSabotageTest {

  @Test
  void verifiedTheForgeryOpensNothing() throws Exception {
    try (FakeIssuer issuer = FakeIssuer.start("pool");
        TokenVerifier verifier =
            TokenVerifier.builder(TrustedIssuers.of(issuer.trusted()))
                .allowLoopbackHttp()
                .build()) {
      String honest = issuer.token("t-2");
      assertThat(decide(issuer, verifier.verify(honest)))
          .isInstanceOf(TenantDecision.Admitted.class);
      assertThat(decide(issuer, verifier.verify(forgery(issuer))))
          .isEqualTo(new TenantDecision.TokenRejected());
    }
  }

  @Test
  void decodedTheForgeryOpensTheTenantThatItNames() throws Exception {
    try (FakeIssuer issuer = FakeIssuer.start("pool")) {
      assertThat(decide(issuer, decoded(forgery(issuer))))
          .isInstanceOf(TenantDecision.Admitted.class);
    }
  }

  /** Good claims of the trusted issuer, signed with a key of the attacker. */
  private static String forgery(FakeIssuer issuer) {
    return FakeIssuer.sign(
        issuer.header().build(), issuer.claims("t-2").build(), FakeIssuer.newKey("k-1", 2048));
  }

  private static TokenVerification decoded(String token) throws ParseException {
    JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
    return new TokenVerification.Verified(
        new VerifiedToken(
            claims.getIssuer(),
            claims.getSubject(),
            Set.copyOf(claims.getAudience()),
            claims.getExpirationTime().toInstant(),
            Set.of(),
            claims.getClaims()));
  }

  private static TenantDecision decide(FakeIssuer issuer, TokenVerification verification) {
    return TenantEntry.of(
            InMemoryTenantRegistry.of(GLOBEX.withIssuers(issuer.issuer())),
            ClaimTenantResolver.claim("tenant_id"))
        .decide(RequestSignals.at("api.example.com").withVerification(verification));
  }
}
