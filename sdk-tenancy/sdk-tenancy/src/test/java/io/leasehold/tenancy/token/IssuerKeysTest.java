package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerKeysTest {

  private FakeIssuer issuer;
  private TokenVerifier verifier;

  @BeforeEach
  void start() throws Exception {
    issuer = FakeIssuer.start("acme");
    verifier =
        TokenVerifier.builder(TrustedIssuers.of(issuer.trusted())).allowLoopbackHttp().build();
  }

  @AfterEach
  void stop() {
    verifier.close();
    issuer.close();
  }

  @Test
  void keysAreFetchedOnceForManyTokens() {
    for (int i = 0; i < 20; i++) {
      assertVerified(issuer.token("t-1"));
    }
    assertThat(issuer.fetches()).isEqualTo(1);
  }

  @Test
  void keysThatTakeTurnsVerifyTheirOwnTokensAndNotEachOthers() {
    RSAKey one = issuer.key();
    RSAKey two = FakeIssuer.newKey("acme-2", 2048);
    byte[] both =
        new JWKSet(List.of(one.toPublicJWK(), two.toPublicJWK()))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    issuer.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, both.length);
          exchange.getResponseBody().write(both);
        });
    for (int turn = 0; turn < 3; turn++) {
      for (RSAKey key : List.of(one, two)) {
        RSAKey other = key.equals(one) ? two : one;
        assertVerified(signed(key.getKeyID(), key));
        assertThat(verifier.verify(signed(key.getKeyID(), other)))
            .isEqualTo(new TokenVerification.Rejected(Reason.SIGNATURE));
        assertVerified(signed(null, other));
      }
    }
  }

  private String signed(@Nullable String keyId, RSAKey key) {
    return FakeIssuer.sign(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
        issuer.claims("t-1").jwtID(UUID.randomUUID().toString()).build(),
        key);
  }

  @Test
  void keysAreFetchedOnceForManyCallersAtATime() throws Exception {
    int callers = 16;
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    issuer.answer(
        exchange -> {
          asked.countDown();
          try {
            answered.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          issuer.publish(exchange);
        });
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<TokenVerification>> outcomes = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        String token = issuer.token("t-" + i);
        outcomes.add(threads.submit(() -> verifier.verify(token)));
      }
      asked.await();
      answered.countDown();
      for (Future<TokenVerification> outcome : outcomes) {
        assertThat(outcome.get()).isInstanceOf(TokenVerification.Verified.class);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(issuer.fetches()).isEqualTo(1);
  }

  @Test
  void anIssuerThatHangsHoldsNobodyElsesTokens() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    issuer.answer(
        exchange -> {
          hanging.countDown();
          try {
            never.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (FakeIssuer other = FakeIssuer.start("globex");
        TokenVerifier both =
            TokenVerifier.builder(TrustedIssuers.of(issuer.trusted(), other.trusted()))
                .allowLoopbackHttp()
                .build()) {
      List<Future<TokenVerification>> stuck = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String token = issuer.token("t-" + i);
        stuck.add(threads.submit(() -> both.verify(token)));
      }
      hanging.await();
      assertThat(both.verify(other.token("t-2"))).isInstanceOf(TokenVerification.Verified.class);
      for (Future<TokenVerification> outcome : stuck) {
        assertThat(outcome.get()).isInstanceOf(TokenVerification.Unavailable.class);
      }
    } finally {
      never.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void aRotatedKeyIsFetchedWhenATokenNamesIt() throws Exception {
    assertVerified(issuer.token("t-1"));
    issuer.rotateTo(FakeIssuer.newKey("acme-2", 2048));
    assertVerified(issuer.token("t-1"));
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void madeUpKeyIdsAreRejectedAndDoNotBecomeRequests() throws Exception {
    assertVerified(issuer.token("t-1"));
    RSAKey stranger = FakeIssuer.newKey("stranger", 2048);
    for (int i = 0; i < 50; i++) {
      String forged =
          FakeIssuer.sign(
              issuer.header().keyID("made-up-" + i).build(),
              issuer.claims("t-1").build(),
              stranger);
      assertThat(verifier.verify(forged))
          .isEqualTo(new TokenVerification.Rejected(Reason.SIGNATURE));
    }
    assertThat(issuer.fetches()).as("two in ten seconds, on a slow machine too").isLessThan(15);
    assertVerified(issuer.token("t-1"));
  }

  @Test
  void knownKeysSurviveAnOutageOfTheIssuer() {
    assertVerified(issuer.token("t-1"));
    issuer.answerStatus(500);
    assertVerified(issuer.token("t-1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 404, 429, 500, 503})
  void withoutKeysTheAnswerIsUnavailableAndNeverRejected(int status) {
    issuer.answerStatus(status);
    for (int i = 0; i < 5; i++) {
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Unavailable.class);
    }
    assertThat(issuer.fetches()).as("limited by rate").isLessThan(5);
  }

  @Test
  void anIssuerThatIsNotListeningIsUnavailable() {
    String token = issuer.token("t-1");
    issuer.close();
    assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Unavailable.class);
  }

  @Test
  @Tag("mistake-05")
  void aRedirectIsNotFollowed() throws Exception {
    try (FakeIssuer elsewhere = FakeIssuer.start("elsewhere")) {
      issuer.answer(
          exchange -> {
            exchange.getResponseHeaders().add("Location", elsewhere.jwksUri().toString());
            exchange.sendResponseHeaders(302, -1);
          });
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Unavailable.class);
      assertThat(elsewhere.fetches()).isZero();
    }
  }

  @Test
  @Tag("mistake-05")
  void anEndlessKeySetIsHungUpOn() {
    byte[] chunk = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
    issuer.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int sent = 0; sent < 10_000; sent++) {
            exchange.getResponseBody().write(chunk);
          }
        });
    assertThat(verifier.verify(issuer.token("t-1")))
        .isInstanceOf(TokenVerification.Unavailable.class);
  }

  @Test
  @Tag("mistake-05")
  void aServerThatDripsBytesDoesNotHoldTheCaller() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    issuer.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            never.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    // Returns at all: without the deadline this test would not end.
    assertThat(verifier.verify(issuer.token("t-1")))
        .isInstanceOf(TokenVerification.Unavailable.class);
    never.countDown();
  }

  @Test
  void plainHttpIsRefusedUnlessAskedFor() {
    try (TokenVerifier strict = TokenVerifier.of(TrustedIssuers.of(issuer.trusted()))) {
      assertThat(strict.verify(issuer.token("t-1")))
          .isEqualTo(new TokenVerification.Rejected(Reason.UNKNOWN_ISSUER));
    }
    assertThat(issuer.fetches()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.example.com/jwks",
        "http://127.0.0.1.example.com/jwks",
        "http://localhost.example.com/jwks",
        "http://127.0.0.2/jwks"
      })
  void evenThenPlainHttpIsForLoopbackOnly(String address) {
    TrustedIssuer remote = TrustedIssuer.of(issuer.issuer(), URI.create(address), "labs");
    try (TokenVerifier lenient =
        TokenVerifier.builder(TrustedIssuers.of(remote)).allowLoopbackHttp().build()) {
      assertThat(lenient.verify(issuer.token("t-1")))
          .isEqualTo(new TokenVerification.Rejected(Reason.UNKNOWN_ISSUER));
    }
  }

  @Test
  void anIssuerTableThatCannotBeReadIsUnavailable() {
    TrustedIssuers down =
        text -> {
          throw new IllegalStateException("the database is down");
        };
    try (TokenVerifier blind = TokenVerifier.of(down)) {
      assertThat(blind.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Unavailable.class);
    }
  }

  @Test
  void aWeakKeyVerifiesNothing() throws Exception {
    issuer.rotateTo(FakeIssuer.newKey("acme-weak", 1024));
    assertThat(verifier.verify(issuer.token("t-1")))
        .isEqualTo(new TokenVerification.Rejected(Reason.SIGNATURE));
  }

  @Test
  void aTokenThatNamesNoKeyIsTriedWithAFewKeysOnly() {
    RSAKey other = FakeIssuer.newKey("other", 2048).toPublicJWK();
    List<JWK> keys = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      keys.add(new RSAKey.Builder(other).keyID("other-" + i).build());
    }
    keys.add(issuer.key().toPublicJWK());
    issuer.answer(exchange -> FakeIssuer.publish(exchange, new JWKSet(keys)));
    assertVerified(issuer.token("t-1"));
    assertThat(
            verifier.verify(
                issuer.sign(issuer.header().keyID(null).build(), issuer.claims("t-1").build())))
        .isEqualTo(new TokenVerification.Rejected(Reason.SIGNATURE));
  }

  @Test
  void aKeyThatIsMadeToBeExpensiveVerifiesNothing() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    BigInteger exponent = BigInteger.probablePrime(2_000, new Random(7));
    generator.initialize(new RSAKeyGenParameterSpec(2_048, exponent));
    KeyPair pair = generator.generateKeyPair();
    issuer.rotateTo(
        new RSAKey.Builder((RSAPublicKey) pair.getPublic())
            .privateKey((RSAPrivateKey) pair.getPrivate())
            .keyID("expensive")
            .build());
    assertThat(verifier.verify(issuer.token("t-1")))
        .isEqualTo(new TokenVerification.Rejected(Reason.SIGNATURE));
  }

  private void assertVerified(String token) {
    assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Verified.class);
  }
}
