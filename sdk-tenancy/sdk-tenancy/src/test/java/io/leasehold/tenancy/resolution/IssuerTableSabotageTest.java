package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.SignedJWT;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.FakeIssuer;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerifier;
import io.leasehold.tenancy.token.TrustedIssuer;
import java.text.ParseException;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the table of issuers is closed, and fixes the algorithms, is what stops these two. */
class IssuerTableSabotageTest {

  /** The pool's issuer signs a token that says it comes from acme's own. */
  @Test
  @Tag("mistake-06")
  void aTableThatTakesAnyIssuerForTheOnlyOneLetsThePoolSpeakForASiloedTenant() throws Exception {
    try (FakeIssuer pool = FakeIssuer.start("pool")) {
      String token =
          pool.sign(
              pool.claims(ACME.id().value()).issuer(ACME.issuers().iterator().next()).build());

      assertThat(decide(TrustedIssuers.of(pool.trusted()), token))
          .isEqualTo(new TenantDecision.TokenRejected());
      assertThat(decide(whoeverAsks(pool), token)).isInstanceOf(TenantDecision.Admitted.class);
    }
  }

  /** An attacker signs with HMAC; the secret is the issuer's public key, which everybody has. */
  @Test
  @Tag("mistake-07")
  void aVerifierThatAsksTheTokenForItsAlgorithmAcceptsAPublicKeyAsSecret() throws Exception {
    try (FakeIssuer pool = FakeIssuer.start("pool")) {
      byte[] publicKey = pool.key().toRSAPublicKey().getEncoded();
      SignedJWT forged =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(pool.key().getKeyID()).build(),
              pool.claims(ACME.id().value()).build());
      forged.sign(new MACSigner(publicKey));

      assertThat(verify(TrustedIssuers.of(pool.trusted()), forged.serialize()))
          .isInstanceOf(TokenVerification.Rejected.class);
      assertThat(verifiedByItsOwnHeader(forged.serialize(), publicKey)).isTrue();
    }
  }

  private static boolean verifiedByItsOwnHeader(String token, byte[] publicKey)
      throws ParseException, JOSEException {
    SignedJWT parsed = SignedJWT.parse(token);
    JWSVerifier verifier =
        new DefaultJWSVerifierFactory()
            .createJWSVerifier(parsed.getHeader(), new SecretKeySpec(publicKey, "HmacSHA256"));
    return parsed.verify(verifier);
  }

  private static TrustedIssuers whoeverAsks(FakeIssuer only) {
    return issuer ->
        Optional.of(
            TrustedIssuer.of(
                issuer, only.jwksUri(), only.trusted().audiences().toArray(String[]::new)));
  }

  private static TenantDecision decide(TrustedIssuers table, String token) {
    return TenantEntry.of(InMemoryTenantRegistry.of(ACME), ClaimTenantResolver.claim("tenant_id"))
        .decide(RequestSignals.at("api.example.com").withVerification(verify(table, token)));
  }

  private static TokenVerification verify(TrustedIssuers table, String token) {
    try (TokenVerifier verifier = TokenVerifier.builder(table).allowLoopbackHttp().build()) {
      return verifier.verify(token);
    }
  }
}
