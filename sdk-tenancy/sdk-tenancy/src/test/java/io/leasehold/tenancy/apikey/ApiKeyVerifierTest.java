package io.leasehold.tenancy.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.apikey.ApiKeyVerification.Reason;
import io.leasehold.tenancy.apikey.ApiKeyVerification.Rejected;
import io.leasehold.tenancy.apikey.ApiKeyVerification.Unavailable;
import io.leasehold.tenancy.apikey.ApiKeyVerification.Verified;
import io.leasehold.tenancy.spi.ApiKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyVerifierTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final ApiKey key = ApiKey.generate();
  private final RegisteredApiKey entry =
      RegisteredApiKey.of(key, TenantId.of("t-1"), "reader", "importer");

  @Test
  void aRegisteredKeySpeaksForItsTenantWithItsRoles() {
    assertThat(verifier(entry).verify(key.reveal()))
        .isEqualTo(
            new Verified(
                new VerifiedApiKey(key.id(), TenantId.of("t-1"), Set.of("reader", "importer"))));
  }

  @Test
  void aKeyIsGoodUntilItEndsAndNotAtThatMoment() {
    assertThat(verifier(entry.withExpiresAt(NOON.plusMillis(1))).verify(key.reveal()))
        .isInstanceOf(Verified.class);
    assertThat(verifier(entry.withExpiresAt(NOON)).verify(key.reveal()))
        .isEqualTo(new Rejected(Reason.EXPIRED));
  }

  @Test
  void aRevokedKeyIsRefused() {
    assertThat(verifier(entry.asRevoked()).verify(key.reveal()))
        .isEqualTo(new Rejected(Reason.REVOKED));
  }

  @Test
  void theIdWithAnotherSecretIsUnknown() {
    String forged = "lh_" + key.id() + "_" + "0".repeat(64);
    assertThat(verifier(entry).verify(forged)).isEqualTo(new Rejected(Reason.UNKNOWN));
    assertThat(verifier(entry).verify(ApiKey.generate().reveal()))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void theSecretUnderAnotherIdIsUnknown() {
    String secret = key.reveal().substring(key.reveal().lastIndexOf('_') + 1);
    assertThat(verifier(entry).verify("lh_aaaaaaaaaaaaaaaa_" + secret))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void aRegistryThatComparesTooLittleOpensNothing() {
    ApiKeys careless = hash -> Optional.of(entry);
    assertThat(ApiKeyVerifier.of(careless).verify(ApiKey.generate().reveal()))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void anOutageIsNeverUnknown() {
    ApiKeys down =
        hash -> {
          throw new IllegalStateException("pool exhausted");
        };
    assertThat(ApiKeyVerifier.of(down).verify(key.reveal()))
        .isEqualTo(new Unavailable(ApiKeyVerifier.RETRY_AFTER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "lh_", "lh__", "Bearer x", "lh_abcdefgh_short", "lh_abc_", "\0", "lh_a_b_c"})
  void aTextThatIsNoKeyDoesNotReachTheRegistry(String text) {
    ApiKeys untouched =
        hash -> {
          throw new AssertionError("asked");
        };
    assertThat(ApiKeyVerifier.of(untouched).verify(text)).isEqualTo(new Rejected(Reason.MALFORMED));
    for (String near : List.of(key.reveal() + " ", " " + key.reveal(), key.reveal() + "0")) {
      assertThat(ApiKeyVerifier.of(untouched).verify(near))
          .isEqualTo(new Rejected(Reason.MALFORMED));
    }
    assertThat(ApiKeyVerifier.of(untouched).verify(key.reveal().toUpperCase(Locale.ROOT)))
        .isEqualTo(new Rejected(Reason.MALFORMED));
  }

  @Test
  void twoKeysAreNoneAndNoKeyIsNotABadOne() {
    assertThat(verifier(entry).verify(List.of(key.reveal(), key.reveal())))
        .contains(new Rejected(Reason.MALFORMED));
    assertThat(verifier(entry).verify(List.of())).isEmpty();
    assertThat(verifier(entry).verify(List.of(key.reveal()))).get().isInstanceOf(Verified.class);
  }

  @Test
  void nothingButRevealShowsTheSecret() {
    String secret = key.reveal().substring(key.reveal().lastIndexOf('_') + 1);
    assertThat(key.reveal()).matches("lh_[a-z0-9]{16}_[a-z0-9]{64}");
    assertThat(List.of(key.toString(), entry.toString(), key.hash().toString()))
        .noneMatch(text -> text.contains(secret));
    assertThat(key.toString()).contains(key.id());
    assertThatThrownBy(() -> new ApiKeyHash(key.reveal()))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(secret);
  }

  @Test
  void keysDiffer() {
    assertThat(ApiKey.generate()).isNotEqualTo(ApiKey.generate());
    assertThat(ApiKey.parse(key.reveal())).contains(key);
  }

  private static ApiKeyVerifier verifier(RegisteredApiKey known) {
    return ApiKeyVerifier.of(
            hash -> Optional.of(known).filter(candidate -> candidate.hash().equals(hash)))
        .withClock(Clock.fixed(NOON, ZoneOffset.UTC));
  }
}
