package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCacheTest {

  private final AtomicReference<Optional<TrustedIssuer>> row = new AtomicReference<>();
  private final LocalTenantChanges changes = new LocalTenantChanges();
  private FakeIssuer issuer;

  @BeforeEach
  void start() throws Exception {
    issuer = FakeIssuer.start("acme");
    row.set(Optional.of(issuer.trusted()));
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void aTokenThatWasGoodIsNotVerifiedAgain() {
    try (TokenVerifier verifier = builder().build()) {
      String token = issuer.token("t-1");
      assertThat(verifier.verify(token)).isSameAs(verifier.verify(token));
      assertThat(verifier.cachedBytes()).isPositive();
    }
  }

  @Test
  void withoutACacheItIs() {
    try (TokenVerifier verifier = builder().cacheBytes(0).build()) {
      String token = issuer.token("t-1");
      assertThat(verifier.verify(token)).isNotSameAs(verifier.verify(token));
      assertThat(verifier.cachedBytes()).isZero();
    }
    assertThatThrownBy(() -> builder().cacheBytes(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRememberedTokenExpiresToTheSecond() {
    Instant expires = Instant.now().plusSeconds(300);
    String token = issuer.sign(issuer.claims("t-1").expirationTime(Date.from(expires)).build());
    Instant end = Instant.ofEpochSecond(expires.getEpochSecond()).plusSeconds(30);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    try (TokenVerifier verifier = builder().clock(clock(now)).build()) {
      TokenVerification good = verifier.verify(token);
      now.set(end.minusMillis(1));
      assertThat(verifier.verify(token)).isSameAs(good);
      now.set(end);
      assertRejected(verifier, token, Reason.EXPIRED);
    }
  }

  @Test
  void aTokenWhoseKeyLeftTheIssuersSetIsForgotten() {
    try (TokenVerifier verifier = builder().build()) {
      String old = issuer.token("t-1");
      assertThat(verifier.verify(old)).isInstanceOf(TokenVerification.Verified.class);
      issuer.rotateTo(FakeIssuer.newKey("acme-2", 2048));
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Verified.class);
      assertRejected(verifier, old, Reason.SIGNATURE);
    }
  }

  @Test
  void aTokenWhoseIssuersRowChangesIsJudgedByTheNewRow() {
    try (TokenVerifier verifier = builder().build()) {
      String token = issuer.token("t-1");
      TokenVerification first = verifier.verify(token);
      row.set(Optional.of(TrustedIssuer.of(issuer.issuer(), issuer.jwksUri(), "others")));
      assertRejected(verifier, token, Reason.AUDIENCE);
      row.set(Optional.empty());
      assertRejected(verifier, token, Reason.UNKNOWN_ISSUER);
      row.set(Optional.of(issuer.trusted().withTenants(ClaimMapping.claim("sub"))));
      assertThat(verifier.verify(token))
          .isInstanceOfSatisfying(
              TokenVerification.Verified.class,
              verified ->
                  assertThat(verified.token().tenant())
                      .isEqualTo(new TenantClaim.One(TenantClaim.Kind.ID, "ada", "claim sub")));
      row.set(Optional.of(issuer.trusted()));
      assertThat(verifier.verify(token)).isEqualTo(first);
    }
  }

  @Test
  void anIssuerTableThatCannotBeReadIsUnavailableForRememberedTokensToo() {
    AtomicReference<RuntimeException> outage = new AtomicReference<>();
    TrustedIssuers table =
        name -> {
          if (outage.get() != null) {
            throw outage.get();
          }
          return row.get();
        };
    try (TokenVerifier verifier = TokenVerifier.builder(table).allowLoopbackHttp().build()) {
      String token = issuer.token("t-1");
      assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Verified.class);
      outage.set(new IllegalStateException("the database is down"));
      assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Unavailable.class);
    }
  }

  @Test
  void whatDiffersFromARememberedTokenInOneCharacterIsAnotherToken() {
    try (TokenVerifier verifier = builder().build()) {
      String token = issuer.token("t-1");
      assertThat(verifier.verify(token)).isInstanceOf(TokenVerification.Verified.class);
      int signature = token.lastIndexOf('.') + 1;
      char first = token.charAt(signature);
      String forged =
          token.substring(0, signature)
              + (first == 'A' ? 'B' : 'A')
              + token.substring(signature + 1);
      assertRejected(verifier, forged, Reason.SIGNATURE);
      for (String spelling : List.of(token + "=", token + "\n", " " + token, token + "\u00e9")) {
        assertRejected(verifier, spelling, Reason.MALFORMED);
      }
    }
  }

  @Test
  void whatWasNotGoodIsNeverRemembered() {
    try (TokenVerifier verifier = builder().build()) {
      for (int i = 0; i < 20; i++) {
        verifier.verify(issuer.sign(issuer.claims("t-" + i).audience("others").build()));
        verifier.verify("made.up." + i);
      }
      assertThat(verifier.cachedBytes()).isZero();
    }
  }

  @Test
  void memoryIsBoundedHoweverManyGoodTokensThereAre() {
    long budget = 64 * 1024;
    try (TokenVerifier verifier = builder().cacheBytes(budget).build()) {
      for (int i = 0; i < 150; i++) {
        assertThat(verifier.verify(issuer.token("t-" + i)))
            .isInstanceOf(TokenVerification.Verified.class);
        assertThat(verifier.cachedBytes()).isPositive().isLessThanOrEqualTo(budget);
      }
    }
  }

  @Test
  @Tag("mistake-27")
  void theTokensOfATenantThatIsSuspendedAreForgottenAndNobodyElses() {
    try (TokenVerifier verifier = builder().changes(changes).build()) {
      String suspended = issuer.token("t-1");
      String other = issuer.token("t-2");
      TokenVerification before = verifier.verify(suspended);
      TokenVerification others = verifier.verify(other);
      changes.publish(TenantChange.of(TenantId.of("t-1"), TenantStatus.SUSPENDED));
      assertThat(verifier.verify(suspended)).isNotSameAs(before);
      assertThat(verifier.verify(other)).isSameAs(others);
      changes.publish(TenantChange.anything());
      assertThat(verifier.cachedBytes()).isZero();
    }
  }

  @Test
  @Tag("mistake-27")
  void aTokenThatMayNameTheTenantUnderAnotherNameIsForgottenToo() {
    for (TrustedIssuer mapped :
        List.of(
            issuer.trusted().withTenants(ClaimMapping.claim("tenant_id").withSlugs()),
            issuer.trusted().withTenants(ClaimMapping.memberships("groups")),
            issuer.trusted().withTenants(ClaimMapping.claim("nowhere")))) {
      row.set(Optional.of(mapped));
      try (TokenVerifier verifier = builder().changes(changes).build()) {
        assertThat(verifier.verify(issuer.token("acme")))
            .isInstanceOf(TokenVerification.Verified.class);
        changes.publish(TenantChange.of(TenantId.of("t-1")));
        assertThat(verifier.cachedBytes()).isZero();
      }
    }
  }

  @Test
  @Tag("mistake-27")
  void aTokenOnItsWayWhenTheTenantChangesIsNotRememberedAfterwards() {
    TrustedIssuers table =
        name -> {
          changes.publish(TenantChange.of(TenantId.of("t-1"), TenantStatus.SUSPENDED));
          return row.get();
        };
    try (TokenVerifier verifier =
        TokenVerifier.builder(table).allowLoopbackHttp().changes(changes).build()) {
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Verified.class);
      assertThat(verifier.cachedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0,true", "269999,true", "270000,false", "3600000,false", "-1,false"})
  void nothingIsTakenFromTheCacheOnceKeysAreDueToBeReadAgain(long ageMillis, boolean fresh) {
    KeyRing ring = new KeyRing(FakeIssuer.firstKeys("acme"), 1_000_000);
    assertThat(IssuerKeys.isFresh(ring, 1_000_000 + ageMillis)).isEqualTo(fresh);
  }

  @Test
  void aDigestSaysNothingOfTheToken() {
    assertThat(TokenDigest.of("abc"))
        .isEqualTo(TokenDigest.of("abc"))
        .isNotEqualTo(TokenDigest.of("abd"))
        // The published SHA-256 of "abc" begins so.
        .extracting(TokenDigest::a)
        .isEqualTo(0xba7816bf8f01cfeaL);
  }

  private TokenVerifier.Builder builder() {
    return TokenVerifier.builder(name -> row.get()).allowLoopbackHttp();
  }

  private static Clock clock(AtomicReference<Instant> now) {
    InstantSource source = now::get;
    return source.withZone(ZoneOffset.UTC);
  }

  private static void assertRejected(TokenVerifier verifier, String token, Reason reason) {
    assertThat(verifier.verify(token)).isEqualTo(new TokenVerification.Rejected(reason));
  }
}
