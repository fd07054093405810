package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.OldSessions;
import io.leasehold.isolation.aws.internal.SessionNames;
import io.leasehold.isolation.aws.revocation.Revocation;
import io.leasehold.isolation.aws.revocation.RevocationDocument;
import io.leasehold.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The guards of vending, each switched off. */
@Timeout(60)
class VendingGuardSabotageTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  @Tag("attack-E10")
  void withoutSingleFlightEveryCallerAsksSts() {
    assertThat(callsForTwentyCallers(CredentialCache.standard())).isEqualTo(1);
    assertThat(callsForTwentyCallers(CredentialCache.withoutSingleFlight())).isEqualTo(20);
  }

  private static int callsForTwentyCallers(CredentialCache cache) {
    AtomicInteger calls = new AtomicInteger();
    TenantCredentialVendor vendor =
        Vendors.vendor(
            Vendors.door(
                call -> {
                  calls.incrementAndGet();
                  return new CompletableFuture<>();
                }),
            cache,
            StsLimiter.of(
                VendingLimits.standard().atOnce(100, 100).waiting(100, 100, Duration.ofDays(1))),
            Clock.systemUTC());

    for (int i = 0; i < 20; i++) {
      var unused = vendor.vend(ACME);
    }

    return calls.get();
  }

  @Test
  @Tag("attack-E11")
  void withoutTheHardStopCredentialsAreHandedOutInTheirLastSecond() {
    TenantCredentials vended =
        new TenantCredentials(ACME, "ASIA", "s", "t", NOW.plus(Duration.ofHours(1)));
    long lastSecond = NOW.plus(Duration.ofHours(1)).minusSeconds(1).toEpochMilli();
    Duration hour = Duration.ofHours(1);

    assertThat(
            new VendedLifetimes(hour, () -> 0.5, Duration.ZERO)
                .hold(vended, NOW.toEpochMilli())
                .usable(lastSecond))
        .isTrue();
    assertThat(
            new VendedLifetimes(hour, () -> 0.5)
                .hold(vended, NOW.toEpochMilli())
                .usable(lastSecond))
        .isFalse();
  }

  @Test
  @Tag("attack-E11")
  void withoutOurOwnClockASlowOneProlongsThem() {
    // AWS's clock is five minutes ahead; told that sessions last longer, we believe its expiry.
    TenantCredentials vended =
        new TenantCredentials(ACME, "ASIA", "s", "t", NOW.plus(Duration.ofMinutes(65)));
    long at = NOW.plus(Duration.ofMinutes(62)).toEpochMilli();

    assertThat(
            new VendedLifetimes(Duration.ofHours(12), () -> 0.5)
                .hold(vended, NOW.toEpochMilli())
                .usable(at))
        .isTrue();
    assertThat(
            new VendedLifetimes(Duration.ofHours(1), () -> 0.5)
                .hold(vended, NOW.toEpochMilli())
                .usable(at))
        .isFalse();
  }

  @Test
  @Tag("attack-E15")
  @Tag("attack-E12")
  void aCacheWithoutABoundKeepsWhoeverComes() {
    CredentialCache bounded = filled(CredentialCache.ofBytes(1_000_000));
    assertThat(bounded.bytes()).isLessThanOrEqualTo(1_000_000);
    assertThat(bounded.size()).isLessThan(10_000);

    CredentialCache unbounded = filled(CredentialCache.ofBytes(Long.MAX_VALUE / 2));
    assertThat(unbounded.size()).isEqualTo(20_000);
    assertThat(unbounded.bytes()).isGreaterThan(2_000_000);
  }

  private static CredentialCache filled(CredentialCache cache) {
    TenantCredentialVendor vendor =
        Vendors.vendor(
            Vendors.door(call -> CompletableFuture.completedFuture(credentials())),
            cache,
            StsLimiter.of(VendingLimits.standard().callsPerSecond(1e9)),
            Clock.systemUTC());
    for (int i = 0; i < 20_000; i++) {
      vendor.vend(TenantId.of("tenant-" + i)).toCompletableFuture().join();
    }
    return cache;
  }

  private static Credentials credentials() {
    return Credentials.builder()
        .accessKeyId("ASIA")
        .secretAccessKey("s")
        .sessionToken("t")
        .expiration(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  @Test
  @Tag("attack-C14")
  void sessionsOfOneNameForAllCannotBeToldApart() {
    Instant revoked = NOW;
    String role = "AROA1234567890EXAMPLE";
    String constant =
        RevocationDocument.byName(
                role, List.of(new Revocation(ACME, 1, revoked)), revoked, Duration.ofHours(1))
            .json()
            .orElseThrow()
            .replace(SessionNames.of(ACME), "tenant-aware-session");

    // As in the reference solution whose sessions are all called the same: it stops everybody.
    assertThat(OldSessions.works(constant, GLOBEX, NOW.minusSeconds(1))).isTrue();
    assertThat(OldSessions.works(constant, GLOBEX, NOW.minusSeconds(1), "tenant-aware-session"))
        .isFalse();
  }
}
