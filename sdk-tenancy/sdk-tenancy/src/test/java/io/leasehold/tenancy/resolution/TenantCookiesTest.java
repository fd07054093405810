package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.SILO;
import static io.leasehold.tenancy.resolution.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantCookiesTest {

  private static final String NAME = "__Host-tenant";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final byte[] SECRET = secret(1);

  private final TenantCookies cookies = TenantCookies.named(NAME, "k1", SECRET);
  private final String good = cookies.value(TenantId.of("t-1"), NOON.plusSeconds(60));

  @Test
  void aCookieThatWeMadeSelectsItsTenant() {
    assertThat(resolve(cookies, good))
        .isEqualTo(
            TenantResolution.resolved(
                new TenantCandidate(
                    Kind.ID, "t-1", TrustLevel.INFRASTRUCTURE, "cookie __Host-tenant")));
  }

  @Test
  void aCookieWhoseTimeIsOverIsAsGoodAsNone() {
    assertThat(resolve(cookies, cookies.value(TenantId.of("t-1"), NOON)))
        .isEqualTo(TenantResolution.notApplicable());
    assertThat(CookieTenantResolver.signed(cookies).resolve(RequestSignals.at("acme.localhost")))
        .isEqualTo(TenantResolution.notApplicable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t-1",
        "k1.t-2.%END%.%CODE%",
        "k1.t-1.99999999999.%CODE%",
        "k2.t-1.%END%.%CODE%",
        "k1.t-1.%END%.",
        "k1.t-1.%END%.%CODE%x",
        "k1.t-1.%END%.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "k1.t-1-.%END%.%CODE%",
        "K1.t-1.%END%.%CODE%"
      })
  void aCookieThatSomebodyElseMadeOrChangedIsRejected(String pattern) {
    String[] parts = good.split("\\.", -1);
    assertRejected(
        resolve(cookies, pattern.replace("%END%", parts[2]).replace("%CODE%", parts[3])));
  }

  @Test
  void aCookieOfAnotherNameOrKeyIsRejected() {
    TenantCookies otherName = TenantCookies.named("tenant", "k1", SECRET);
    TenantCookies otherKey = TenantCookies.named(NAME, "k1", secret(2));
    assertRejected(resolve(cookies, otherName.value(TenantId.of("t-1"), NOON.plusSeconds(60))));
    assertRejected(resolve(cookies, otherKey.value(TenantId.of("t-1"), NOON.plusSeconds(60))));
  }

  @Test
  void twoCookiesAreRejectedEvenIfBothAreGood() {
    RequestSignals signals =
        RequestSignals.builder()
            .header("Cookie", NAME + "=" + good + "; " + NAME + "=" + good)
            .build();
    assertRejected(resolver(cookies).resolve(signals));
  }

  @Test
  void theKeyIsChangedWithoutLosingACookie() {
    TenantCookies next = TenantCookies.named(NAME, "k2", secret(2)).accepting("k1", SECRET);
    assertThat(resolve(next, good)).isInstanceOf(TenantResolution.Resolved.class);
    assertThat(next.value(TenantId.of("t-1"), NOON)).startsWith("k2.");
    assertThatThrownBy(() -> next.accepting("k1", SECRET))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCookieAloneOpensNothingAndContradictsAnotherTenant() {
    TenantEntry entry =
        TenantEntry.of(
            InMemoryTenantRegistry.of(ACME, GLOBEX),
            resolver(cookies),
            HostTenantResolver.of("localhost"),
            ClaimTenantResolver.claim("tenant_id"));
    String globexs = cookies.value(GLOBEX.id(), NOON.plusSeconds(60));
    RequestSignals nobody =
        RequestSignals.builder()
            .header("Host", "acme.localhost")
            .header("Cookie", NAME + "=" + good)
            .build();
    assertThat(entry.decide(nobody)).isEqualTo(new TenantDecision.NoToken());
    assertThat(entry.decide(nobody.withToken(token(SILO, "t-1"))))
        .isInstanceOf(TenantDecision.Admitted.class);
    assertThat(
            entry.decide(
                RequestSignals.builder()
                    .header("Host", "acme.localhost")
                    .header("Cookie", NAME + "=" + globexs)
                    .build()
                    .withToken(token(SILO, "t-1"))))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void aWeakKeyIsRefusedAndNothingShowsIt() {
    assertThatThrownBy(() -> TenantCookies.named(NAME, "k1", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TenantCookies.named("a=b", "k1", SECRET))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TenantCookies.named(NAME, "k.1", SECRET))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(cookies).hasToString("TenantCookies[__Host-tenant, signing with k1]");
  }

  private static TenantResolution resolve(TenantCookies cookies, String value) {
    return resolver(cookies)
        .resolve(RequestSignals.builder().header("Cookie", NAME + "=" + value).build());
  }

  private static CookieTenantResolver resolver(TenantCookies cookies) {
    return CookieTenantResolver.signed(cookies).withClock(Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private static void assertRejected(TenantResolution resolution) {
    assertThat(resolution).isInstanceOf(TenantResolution.Rejected.class);
  }

  private static byte[] secret(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return bytes;
  }
}
