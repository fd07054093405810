package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.Judgement.Grounds;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each guard of the token cache is the one that matters: without it the attack succeeds. */
class TokenCacheSabotageTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private FakeIssuer issuer;

  @BeforeEach
  void start() throws Exception {
    issuer = FakeIssuer.start("acme");
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void ifTheKeyWereNotTheWholeTokenAnySignatureWouldDo() {
    String token = issuer.token("t-1");
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
    Function<String, TokenDigest> unsigned =
        text -> TokenDigest.of(text.substring(0, text.lastIndexOf('.')));
    assertThat(afterwards(TokenDigest::of, Grounds::hold, token, forged))
        .isEqualTo(new TokenVerification.Rejected(Reason.SIGNATURE));
    assertThat(afterwards(unsigned, Grounds::hold, token, forged))
        .isInstanceOf(TokenVerification.Verified.class);
  }

  @Test
  void ifTheGroundsWereNotLookedAtAnExpiredTokenWouldDo() {
    String token =
        issuer.sign(
            issuer.claims("t-1").expirationTime(Date.from(now.get().plusSeconds(60))).build());
    Runnable hourLater = () -> now.set(now.get().plusSeconds(3600));
    assertThat(afterwards(Grounds::hold, token, hourLater))
        .isEqualTo(new TokenVerification.Rejected(Reason.EXPIRED));
    now.set(Instant.now());
    assertThat(afterwards(TokenCacheSabotageTest::blind, token, hourLater))
        .isInstanceOf(TokenVerification.Verified.class);
  }

  @Test
  void ifTheGroundsWereNotLookedAtATokenOfAStolenKeyThatWasTakenOutWouldDo() {
    String token = issuer.token("t-1");
    assertThat(afterRotation(TokenCacheSabotageTest::blind, token))
        .isInstanceOf(TokenVerification.Verified.class);
  }

  @Test
  void becauseTheyAreItIsRefused() {
    String token = issuer.token("t-1");
    assertThat(afterRotation(Grounds::hold, token))
        .isEqualTo(new TokenVerification.Rejected(Reason.SIGNATURE));
  }

  private static boolean blind(Grounds grounds, TrustedIssuer row) {
    return true;
  }

  private TokenVerification afterRotation(BiPredicate<Grounds, TrustedIssuer> check, String token) {
    try (TokenVerifier verifier = verifier(TokenDigest::of, check)) {
      assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Verified.class);
      issuer.rotateTo(FakeIssuer.newKey("acme-2", 2048));
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Verified.class);
      return verifier.verify(token);
    }
  }

  private TokenVerification afterwards(
      BiPredicate<Grounds, TrustedIssuer> check, String token, Runnable event) {
    try (TokenVerifier verifier = verifier(TokenDigest::of, check)) {
      assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Verified.class);
      event.run();
      return verifier.verify(token);
    }
  }

  private TokenVerification afterwards(
      Function<String, TokenDigest> key,
      BiPredicate<Grounds, TrustedIssuer> check,
      String token,
      String forged) {
    try (TokenVerifier verifier = verifier(key, check)) {
      assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Verified.class);
      return verifier.verify(forged);
    }
  }

  private TokenVerifier verifier(
      Function<String, TokenDigest> key, BiPredicate<Grounds, TrustedIssuer> check) {
    InstantSource source = now::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    return TokenVerifier.builder(TrustedIssuers.of(issuer.trusted()))
        .allowLoopbackHttp()
        .clock(clock)
        .tokens(new TokenCache(1024 * 1024, clock, key, check))
        .build();
  }
}
