package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that must open no door, each presented twice, so that nothing remembered helps either. */
@Tag("mistake-01")
@Tag("mistake-06")
@Tag("mistake-07")
@Tag("row-C26")
class TokenMatrixTest {

  private static FakeIssuer acme;
  private static FakeIssuer globex;
  private static TokenVerifier verifier;
  private static TenantEntry entry;

  @BeforeAll
  static void start() throws Exception {
    acme = FakeIssuer.start("acme");
    globex = FakeIssuer.start("globex");
    verifier =
        TokenVerifier.builder(TrustedIssuers.of(acme.trusted(), globex.trusted()))
            .allowLoopbackHttp()
            .build();
    entry =
        TenantEntry.of(
            InMemoryTenantRegistry.of(
                Tenant.active(TenantId.of("t-1"), Tier.of("basic")).withIssuers(acme.issuer()),
                Tenant.active(TenantId.of("t-2"), Tier.of("basic")).withIssuers(globex.issuer())),
            ClaimTenantResolver.perIssuer());
  }

  @AfterAll
  static void stop() {
    verifier.close();
    acme.close();
    globex.close();
  }

  @Test
  void theTokenThatAllOthersArePointForPointComparedWithOpensTheDoor() {
    assertThat(enter(acme.token("t-1"))).isInstanceOf(TenantDecision.Admitted.class);
  }

  static Stream<Arguments> rejected() throws Exception {
    JWTClaimsSet good = acme.claims("t-1").build();
    RSAKey mine = FakeIssuer.newKey("mine", 2048);
    byte[] der = acme.key().toPublicKey().getEncoded();
    return Stream.of(
        arguments("alg none", new PlainJWT(good).serialize(), Reason.MALFORMED),
        arguments("alg none, disguised", disguised("{\"alg\":\"nOnE\"}", ""), Reason.MALFORMED),
        arguments(
            "alg none with a signature", disguised("{\"alg\":\"none\"}", "AAAA"), Reason.MALFORMED),
        arguments("no alg", disguised("{\"typ\":\"JWT\"}", "AAAA"), Reason.MALFORMED),
        arguments("alg in lower case", disguised("{\"alg\":\"rs256\"}", "AAAA"), Reason.ALGORITHM),
        arguments("alg as a list", disguised("{\"alg\":[\"RS256\"]}", "AAAA"), Reason.MALFORMED),
        arguments("HS256 with the public key", hmac(der), Reason.ALGORITHM),
        arguments("HS256 with the public key as text", hmac(pem(der)), Reason.ALGORITHM),
        arguments(
            "HS256 with the key set", hmac(bytes(FakeIssuer.firstKeys("acme"))), Reason.ALGORITHM),
        arguments(
            "another issuer's key",
            FakeIssuer.sign(globex.header().build(), good, globex.key()),
            Reason.SIGNATURE),
        arguments(
            "another issuer's key under our key's id", signedAs(globex.key()), Reason.SIGNATURE),
        arguments(
            "a key of one's own without id",
            FakeIssuer.sign(new JWSHeader(JWSAlgorithm.RS256), good, mine),
            Reason.SIGNATURE),
        arguments(
            "a key id that is a path",
            FakeIssuer.sign(acme.header().keyID("../../dev/null").build(), good, mine),
            Reason.SIGNATURE),
        arguments(
            "a key in the header",
            FakeIssuer.sign(
                acme.header().jwk(mine.toPublicJWK()).keyID("mine").build(), good, mine),
            Reason.SIGNATURE),
        arguments(
            "a key in the header under our key's id",
            FakeIssuer.sign(acme.header().jwk(mine.toPublicJWK()).build(), good, mine),
            Reason.SIGNATURE),
        arguments(
            "a jku",
            FakeIssuer.sign(acme.header().jwkURL(globex.jwksUri()).build(), good, globex.key()),
            Reason.SIGNATURE),
        arguments(
            "an x5u",
            FakeIssuer.sign(acme.header().x509CertURL(globex.jwksUri()).build(), good, mine),
            Reason.SIGNATURE),
        arguments(
            "an x5c",
            FakeIssuer.sign(
                acme.header().x509CertChain(List.of(Base64.encode(der))).build(), good, mine),
            Reason.SIGNATURE),
        arguments(
            "a zero signature",
            cut(acme.token("t-1")) + Base64URL.encode(new byte[256]),
            Reason.SIGNATURE),
        arguments("no signature", cut(acme.token("t-1")), Reason.MALFORMED),
        arguments(
            "a changed payload", swapped(acme.token("t-1"), acme.token("t-2")), Reason.SIGNATURE),
        arguments("a signature in another spelling", acme.token("t-1") + "=", Reason.MALFORMED),
        arguments(
            "an unencoded payload",
            acme.sign(
                acme.header().base64URLEncodePayload(false).criticalParams(Set.of("b64")).build(),
                good),
            Reason.MALFORMED),
        arguments(
            "an unknown critical header",
            acme.sign(acme.header().criticalParams(Set.of("x")).customParam("x", 1).build(), good),
            Reason.SIGNATURE),
        arguments(
            "for another audience",
            acme.sign(acme.claims("t-1").audience("billing").build()),
            Reason.AUDIENCE),
        arguments(
            "for no audience",
            acme.sign(acme.claims("t-1").audience(List.of()).build()),
            Reason.AUDIENCE),
        arguments(
            "an audience that is an object", claimed("{\"aud\":{\"labs\":true}"), Reason.MALFORMED),
        arguments(
            "another type",
            acme.sign(acme.header().type(new JOSEObjectType("logout+jwt")).build(), good),
            Reason.TYPE),
        arguments(
            "another issuer that is trusted",
            acme.sign(acme.claims("t-1").issuer(globex.issuer()).build()),
            Reason.SIGNATURE),
        arguments(
            "an issuer nobody knows",
            acme.sign(acme.claims("t-1").issuer("https://evil.example").build()),
            Reason.UNKNOWN_ISSUER),
        arguments(
            "no issuer", acme.sign(acme.claims("t-1").issuer(null).build()), Reason.UNKNOWN_ISSUER),
        arguments(
            "an issuer that is a list",
            claimed("{\"iss\":[\"" + acme.issuer() + "\"]"),
            Reason.MALFORMED),
        arguments(
            "expired",
            acme.sign(acme.claims("t-1").expirationTime(ago(60)).build()),
            Reason.EXPIRED),
        arguments(
            "without expiry",
            acme.sign(acme.claims("t-1").expirationTime(null).build()),
            Reason.CLAIMS),
        arguments("an expiry that is a text", claimed("{\"exp\":\"9999999999\""), Reason.MALFORMED),
        arguments(
            "not valid yet",
            acme.sign(acme.claims("t-1").notBeforeTime(ago(-120)).build()),
            Reason.NOT_YET_VALID),
        arguments(
            "without subject", acme.sign(acme.claims("t-1").subject(null).build()), Reason.CLAIMS),
        arguments(
            "an unsigned token, encrypted",
            encrypted(new PlainJWT(good).serialize()),
            Reason.MALFORMED),
        arguments("a good token, encrypted", encrypted(acme.token("t-1")), Reason.MALFORMED),
        arguments("bare claims, encrypted", encrypted(good.toString()), Reason.MALFORMED),
        arguments(
            "one megabyte",
            acme.sign(acme.claims("t-1").claim("x", "y".repeat(1 << 20)).build()),
            Reason.OVERSIZED),
        arguments("one megabyte of dots", ".".repeat(1 << 20), Reason.OVERSIZED),
        arguments("a bomb of lists", bomb("[", "]"), Reason.MALFORMED),
        arguments("a bomb of objects", bomb("{\"a\":", "}"), Reason.MALFORMED),
        arguments(
            "a bomb without end",
            disguised("{\"alg\":\"RS256\",\"x\":" + "[".repeat(5_000), "AAAA"),
            Reason.MALFORMED),
        arguments("a claim set that is a list", signedPayload("[]"), Reason.UNKNOWN_ISSUER),
        arguments("a claim set that is null", signedPayload("null"), Reason.MALFORMED),
        arguments("an empty claim set", signedPayload("{}"), Reason.UNKNOWN_ISSUER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rejected")
  void isRejectedForThisReasonAndOpensNoDoor(String attack, String token, Reason reason) {
    for (int time = 1; time <= 2; time++) {
      assertThat(verifier.verify(token)).isEqualTo(new TokenVerification.Rejected(reason));
      assertThat(enter(token)).isInstanceOf(TenantDecision.TokenRejected.class);
    }
  }

  static Stream<Arguments> good() {
    return Stream.of(
        arguments("no tenant", acme.sign(acme.claims("t-1").claim("tenant_id", null).build())),
        arguments("an empty tenant", acme.token("")),
        arguments("every tenant", acme.token("*")),
        arguments("two tenants", tenants(List.of("t-1", "t-2"))),
        arguments("a list of one tenant", tenants(List.of("t-1"))),
        arguments("an object", tenants(Map.of("t-1", Map.of()))),
        arguments("a number", tenants(1)),
        arguments("another issuer's tenant", acme.token("t-2")),
        arguments("a tenant that does not exist", acme.token("t-9")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  @Tag("mistake-03")
  @Tag("mistake-04")
  @Tag("row-C27")
  void aGoodSignatureWithoutOneTenantOfThatIssuerOpensNoDoor(String claim, String token) {
    for (int time = 1; time <= 2; time++) {
      assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Verified.class);
      assertThat(enter(token)).isInstanceOf(TenantDecision.Mismatch.class);
    }
  }

  @Test
  void aClaimThatIsWrittenTwiceIsNotReadInTwoWays() throws Exception {
    String twice =
        signedPayload(
            acme.claims("t-1").build().toString().replaceFirst("\\{", "{\"tenant_id\":\"t-2\","));
    assertThat(enter(twice)).isNotInstanceOf(TenantDecision.Admitted.class);
  }

  private static TenantDecision enter(String token) {
    return entry.decide(RequestSignals.at("labs.example").withVerification(verifier.verify(token)));
  }

  private static String tenants(Object claim) {
    return acme.sign(acme.claims("t-1").claim("tenant_id", claim).build());
  }

  private static String hmac(byte[] secret) throws Exception {
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(acme.key().getKeyID()).build(),
            acme.claims("t-1").build());
    forged.sign(new MACSigner(secret));
    return forged.serialize();
  }

  private static byte[] pem(byte[] der) {
    return ("-----BEGIN PUBLIC KEY-----\n" + Base64.encode(der) + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String signedAs(RSAKey key) {
    RSAKey disguised = new RSAKey.Builder(key).keyID(acme.key().getKeyID()).build();
    return FakeIssuer.sign(acme.header().build(), acme.claims("t-1").build(), disguised);
  }

  private static String disguised(String header, String signature) {
    return Base64URL.encode(header)
        + "."
        + Base64URL.encode(acme.claims("t-1").build().toString())
        + "."
        + signature;
  }

  private static String cut(String token) {
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private static String swapped(String token, String other) {
    String[] parts = token.split("\\.", -1);
    return parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2];
  }

  private static Date ago(int seconds) {
    return Date.from(Instant.now().minusSeconds(seconds));
  }

  private static String encrypted(String content) throws Exception {
    JWEObject jwe =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                .contentType("JWT")
                .build(),
            new Payload(content));
    jwe.encrypt(new RSAEncrypter(acme.key().toRSAPublicKey()));
    return jwe.serialize();
  }

  /** Good claims, one of which is replaced by a text that begins an object. */
  private static String claimed(String beginning) throws Exception {
    String claims = acme.claims("t-1").build().toString();
    String name = beginning.substring(1, beginning.indexOf(':') + 1);
    String others = claims.replaceFirst(name + "(\"[^\"]*\"|[0-9]+),?", "");
    return signedPayload(beginning + "," + others.substring(1).replace(",}", "}"));
  }

  private static String signedPayload(String payload) throws Exception {
    String content =
        Base64URL.encode(acme.header().build().toString()) + "." + Base64URL.encode(payload);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(acme.key().toPrivateKey());
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + Base64URL.encode(signature.sign());
  }

  private static String bomb(String open, String close) throws Exception {
    int depth = 4_000 / (open.length() + close.length());
    return signedPayload(
        "{\"iss\":\""
            + acme.issuer()
            + "\",\"a\":"
            + open.repeat(depth)
            + "1"
            + close.repeat(depth)
            + "}");
  }
}
