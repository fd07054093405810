package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

  private static FakeIssuer acme;
  private static FakeIssuer globex;
  private static TokenVerifier verifier;

  @BeforeAll
  static void start() throws Exception {
    acme = FakeIssuer.start("acme");
    globex = FakeIssuer.start("globex");
    verifier =
        TokenVerifier.builder(TrustedIssuers.of(acme.trusted(), globex.trusted()))
            .allowLoopbackHttp()
            .build();
  }

  @AfterAll
  static void stop() {
    verifier.close();
    acme.close();
    globex.close();
  }

  @Test
  void aGoodTokenIsReadCompletely() {
    TokenVerification outcome =
        verifier.verify(
            acme.sign(
                acme.claims("t-1")
                    .claim("organization", Map.of("acme", Map.of("id", "t-1")))
                    .claim("nothing", null)
                    .build()));
    assertThat(outcome).isInstanceOf(TokenVerification.Verified.class);
    VerifiedToken token = ((TokenVerification.Verified) outcome).token();
    assertThat(token.issuer()).isEqualTo(acme.issuer());
    assertThat(token.subject()).isEqualTo("ada");
    assertThat(token.audience()).containsExactly("labs");
    assertThat(token.roles()).containsExactly("learner");
    assertThat(token.expiresAt()).isAfter(Instant.now());
    assertThat(token.claim("tenant_id")).contains("t-1");
    assertThat(token.claims().get("exp")).isEqualTo(token.expiresAt().getEpochSecond());
    assertThat(token.claims()).doesNotContainKey("nothing");
    assertThat(token.toString()).doesNotContain("ada").doesNotContain("t-1");
  }

  @Test
  void theClaimsCannotBeChangedAfterwards() {
    VerifiedToken token =
        ((TokenVerification.Verified)
                verifier.verify(
                    acme.sign(acme.claims("t-1").claim("teams", List.of("red")).build())))
            .token();
    assertThatThrownBy(() -> token.claims().put("tenant_id", "t-2"))
        .isInstanceOf(UnsupportedOperationException.class);
    @SuppressWarnings("unchecked")
    List<Object> teams = (List<Object>) token.claims().get("teams");
    assertThatThrownBy(() -> teams.add("blue")).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "..",
        "a.b.c",
        "a.b.c.d",
        "e30.e30.e30",
        "bnVsbA.e30.e30",
        "null",
        "\u0000",
        "😀"
      })
  void whatIsNoTokenIsMalformed(String text) {
    assertRejected(text, Reason.MALFORMED);
  }

  @Test
  @Tag("mistake-07")
  void anUnsignedTokenIsMalformed() {
    assertRejected(new PlainJWT(acme.claims("t-1").build()).serialize(), Reason.MALFORMED);
  }

  @Test
  @Tag("mistake-07")
  void aSignedTokenWhoseSignatureWasCutOffIsRefused() {
    String[] parts = acme.token("t-1").split("\\.", -1);
    assertRejected(parts[0] + "." + parts[1] + ".", Reason.MALFORMED);
    assertRejected(parts[0] + "." + parts[1] + "." + parts[2].substring(8), Reason.SIGNATURE);
  }

  @Test
  @Tag("mistake-07")
  void hmacWithThePublicKeyIsNotASignature() throws Exception {
    byte[] publicKey = acme.key().toPublicKey().getEncoded();
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(acme.key().getKeyID()).build(),
            acme.claims("t-1").build());
    forged.sign(new MACSigner(publicKey));
    assertRejected(forged.serialize(), Reason.ALGORITHM);
  }

  @Test
  @Tag("mistake-07")
  void anAlgorithmThatTheIssuerDoesNotUseIsRefusedWithAGoodSignature() {
    assertRejected(
        acme.sign(
            new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(acme.key().getKeyID()).build(),
            acme.claims("t-1").build()),
        Reason.ALGORITHM);
  }

  @Test
  @Tag("mistake-07")
  void anEncryptedTokenIsMalformed() throws Exception {
    EncryptedJWT encrypted =
        new EncryptedJWT(
            new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM),
            acme.claims("t-1").build());
    encrypted.encrypt(new RSAEncrypter(acme.key().toRSAPublicKey()));
    assertRejected(encrypted.serialize(), Reason.MALFORMED);
  }

  @Test
  @Tag("mistake-06")
  void aTokenOfOneIssuerSignedByAnotherIsRefused() throws Exception {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
    assertRejected(
        FakeIssuer.sign(header, acme.claims("t-1").build(), globex.key()), Reason.SIGNATURE);
    RSAKey disguised = new RSAKey.Builder(globex.key()).keyID(acme.key().getKeyID()).build();
    assertRejected(
        FakeIssuer.sign(acme.header().build(), acme.claims("t-1").build(), disguised),
        Reason.SIGNATURE);
  }

  @Test
  @Tag("mistake-07")
  void aKeyInsideTheTokenIsNotUsed() throws Exception {
    RSAKey mine = FakeIssuer.newKey("mine", 2048);
    URI there = globex.jwksUri();
    int before = globex.fetches();
    for (JWSHeader header :
        List.of(
            acme.header().jwk(mine.toPublicJWK()).build(),
            acme.header().jwk(mine.toPublicJWK()).keyID("mine").build(),
            acme.header().jwkURL(there).keyID(globex.key().getKeyID()).build(),
            acme.header().x509CertURL(there).build())) {
      RSAKey signer = header.getJWKURL() == null ? mine : globex.key();
      assertRejected(FakeIssuer.sign(header, acme.claims("t-1").build(), signer), Reason.SIGNATURE);
    }
    assertThat(globex.fetches()).isEqualTo(before);
  }

  @Test
  void theTrustedKeyIsUsedAlthoughTheTokenBringsOneOfItsOwn() throws Exception {
    JWSHeader header = acme.header().jwk(FakeIssuer.newKey("mine", 2048).toPublicJWK()).build();
    assertThat(verifier.verify(acme.sign(header, acme.claims("t-1").build())))
        .isInstanceOf(TokenVerification.Verified.class);
  }

  @Test
  void anUnknownCriticalHeaderIsRefused() {
    JWSHeader header =
        acme.header().criticalParams(Set.of("exp2")).customParam("exp2", true).build();
    assertRejected(acme.sign(header, acme.claims("t-1").build()), Reason.SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example.com/nobody",
        "https://id.example.com/acme/",
        "https://id.example.com/ACME",
        "https://id.example.com/acme\u0000",
        "https://id.example.com/%61cme",
        "http://id.example.com/acme",
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        ""
      })
  @Tag("mistake-05")
  void anIssuerThatIsNotExactlyInTheTableIsUnknown(String issuer) {
    assertRejected(acme.sign(acme.claims("t-1").issuer(issuer).build()), Reason.UNKNOWN_ISSUER);
  }

  @Test
  @Tag("mistake-06")
  void aTokenWithoutIssuerIsNotTheOnlyIssuersToken() {
    try (TokenVerifier single =
        TokenVerifier.builder(TrustedIssuers.of(acme.trusted())).allowLoopbackHttp().build()) {
      assertThat(single.verify(acme.sign(acme.claims("t-1").issuer(null).build())))
          .isEqualTo(new TokenVerification.Rejected(Reason.UNKNOWN_ISSUER));
    }
  }

  @Test
  void aTokenForSomebodyElseIsRefused() {
    assertRejected(acme.sign(acme.claims("t-1").audience("billing").build()), Reason.AUDIENCE);
    assertRejected(acme.sign(acme.claims("t-1").audience(List.of()).build()), Reason.AUDIENCE);
    assertRejected(acme.sign(acme.claims("t-1").audience("LABS").build()), Reason.AUDIENCE);
    assertThat(
            verifier.verify(
                acme.sign(acme.claims("t-1").audience(List.of("billing", "labs")).build())))
        .isInstanceOf(TokenVerification.Verified.class);
  }

  @Test
  void anAudienceThatIsNullIsRefusedAndNotAnError() {
    List<String> holey = Arrays.asList(FakeIssuer.AUDIENCE, null);
    assertRejected(acme.sign(acme.claims("t-1").audience(holey).build()), Reason.CLAIMS);
  }

  @Test
  void timeIsCheckedWithTheIssuersClockSkew() {
    Instant now = Instant.now();
    assertRejected(
        acme.sign(acme.claims("t-1").expirationTime(Date.from(now.minusSeconds(60))).build()),
        Reason.EXPIRED);
    assertRejected(
        acme.sign(acme.claims("t-1").notBeforeTime(Date.from(now.plusSeconds(120))).build()),
        Reason.NOT_YET_VALID);
    assertRejected(acme.sign(acme.claims("t-1").expirationTime(null).build()), Reason.CLAIMS);
    assertThat(
            verifier.verify(
                acme.sign(
                    acme.claims("t-1").expirationTime(Date.from(now.minusSeconds(5))).build())))
        .isInstanceOf(TokenVerification.Verified.class);
  }

  @Test
  void aTokenWithoutSubjectIsRefused() {
    assertRejected(acme.sign(acme.claims("t-1").subject(null).build()), Reason.CLAIMS);
    assertRejected(acme.sign(acme.claims("t-1").subject(" ").build()), Reason.CLAIMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout+jwt", "secevent+jwt", "dpop+jwt", "JOSE", "x"})
  void aTokenOfAnotherTypeIsRefused(String type) {
    assertRejected(
        acme.sign(acme.header().type(new JOSEObjectType(type)).build(), acme.claims("t-1").build()),
        Reason.TYPE);
  }

  @Test
  void anAccessTokenByItsTypeOrWithoutOneIsAccepted() {
    for (JOSEObjectType type :
        Arrays.asList(null, JOSEObjectType.JWT, new JOSEObjectType("at+jwt"))) {
      assertThat(
              verifier.verify(
                  acme.sign(acme.header().type(type).build(), acme.claims("t-1").build())))
          .isInstanceOf(TokenVerification.Verified.class);
    }
  }

  @Test
  void anOversizedTokenIsNotLookedAt() {
    String large =
        acme.sign(acme.claims("t-1").claim("x", "y".repeat(TokenVerifier.MAX_LENGTH)).build());
    assertRejected(large, Reason.OVERSIZED);
    assertRejected("x".repeat(10_000_000), Reason.OVERSIZED);
  }

  @Test
  void aDeeplyNestedTokenIsRefused() {
    String nested = "[".repeat(3_000) + "]".repeat(3_000);
    String header = com.nimbusds.jose.util.Base64URL.encode("{\"alg\":\"RS256\"}").toString();
    String payload = com.nimbusds.jose.util.Base64URL.encode("{\"a\":" + nested + "}").toString();
    assertThat(verifier.verify(header + "." + payload + ".AAAA"))
        .isInstanceOf(TokenVerification.Rejected.class);
  }

  @Test
  void rolesThatAreNotAListOfTextsGrantNothing() {
    for (Object groups : List.of("admin", Map.of("admin", true), List.of("learner", 7))) {
      JWTClaimsSet claims = acme.claims("t-1").claim("groups", groups).build();
      VerifiedToken token =
          ((TokenVerification.Verified) verifier.verify(acme.sign(claims))).token();
      assertThat(token.roles()).isEmpty();
    }
  }

  private static void assertRejected(String token, Reason reason) {
    assertThat(verifier.verify(token)).isEqualTo(new TokenVerification.Rejected(reason));
  }
}
