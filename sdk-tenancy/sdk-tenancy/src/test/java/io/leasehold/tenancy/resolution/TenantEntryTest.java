package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.INDIVIDUALS;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static io.leasehold.tenancy.resolution.Tenants.SILO;
import static io.leasehold.tenancy.resolution.Tenants.token;
import static io.leasehold.tenancy.resolution.Tenants.tokenWith;
import static io.leasehold.tenancy.resolution.Tenants.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.spi.TenantResolver;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import io.leasehold.tenancy.token.VerifiedToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantEntryTest {

  private final InMemoryTenantRegistry registry =
      InMemoryTenantRegistry.of(ACME, GLOBEX, INDIVIDUALS);
  private final TenantEntry entry =
      TenantEntry.of(
          registry, ClaimTenantResolver.claim("tenant_id"), HostTenantResolver.of("localhost"));

  @Test
  void aMemberAtTheRightHostIsAdmittedWithItsEvidence() {
    TenantDecision decision =
        entry.decide(RequestSignals.at("acme.localhost:9080").withToken(token(SILO, "t-1")));
    assertThat(decision).isInstanceOf(TenantDecision.Admitted.class);
    TenantDecision.Admitted admitted = (TenantDecision.Admitted) decision;
    assertThat(admitted.tenant()).isEqualTo(ACME);
    assertThat(admitted.evidence())
        .containsExactly(
            new TenantCandidate(Kind.ID, "t-1", TrustLevel.CRYPTOGRAPHIC, "claim tenant_id"),
            new TenantCandidate(Kind.SLUG, "acme", TrustLevel.INFRASTRUCTURE, "host"));
  }

  @Test
  void aMemberAtTheTenantsOwnDomainIsAdmitted() {
    assertThat(
            entry.decide(RequestSignals.at("Labs.Acme.Example.:443").withToken(token(SILO, "t-1"))))
        .isInstanceOf(TenantDecision.Admitted.class);
  }

  @Test
  @Tag("mistake-02")
  void aTokenOfOneTenantAtTheHostOfAnotherIsAMismatch() {
    assertMismatch("globex.localhost", token(SILO, "t-1"));
    assertMismatch("acme.localhost", token(POOL, "t-2"));
    assertMismatch("individuals.localhost", token(POOL, "t-2"));
  }

  @Test
  @Tag("mistake-02")
  void itIsAMismatchOnAPublicRouteToo() {
    assertThat(entry.decide(visit("globex.localhost").withToken(token(SILO, "t-1"))))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void anIssuerSpeaksOnlyForItsOwnTenants() {
    // Acme's identity provider claims that its user belongs to Globex, at Globex's host.
    assertMismatch("globex.localhost", token(SILO, "t-2"));
    assertMismatch("acme.localhost", token(POOL, "t-1"));
  }

  @Test
  void aSharedIssuerSpeaksForTheTenantThatItsClaimChooses() {
    assertThat(entry.decide(RequestSignals.at("globex.localhost").withToken(token(POOL, "t-2"))))
        .isInstanceOf(TenantDecision.Admitted.class);
    assertThat(
            entry.decide(RequestSignals.at("individuals.localhost").withToken(token(POOL, "t-3"))))
        .isInstanceOf(TenantDecision.Admitted.class);
  }

  @Test
  @Tag("mistake-03")
  void aTokenWithoutTenantIsNoGlobalToken() {
    assertMismatch("acme.localhost", tokenWith(SILO, Map.of()));
    assertThat(entry.decide(visit("acme.localhost").withToken(tokenWith(SILO, Map.of()))))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  @Tag("mistake-04")
  void aTenantClaimThatIsNotOneIdIsAMismatch() {
    for (Object claim :
        List.of(
            List.of("t-1"),
            List.of("t-1", "t-2"),
            Map.of("t-1", Map.of()),
            1,
            true,
            "",
            "T-1",
            "t-1 ",
            "t-1,t-2",
            "*",
            "acme/../t-1")) {
      assertMismatch("acme.localhost", token(SILO, claim));
    }
  }

  @Test
  @Tag("mistake-26")
  void anUnknownTenantInTheClaimLooksLikeAForeignOne() {
    assertMismatch("acme.localhost", token(SILO, "t-999"));
  }

  @Test
  void theSlugIsNoIdAndTheIdIsNoSlug() {
    assertMismatch("acme.localhost", token(SILO, "acme"));
    assertThat(entry.decide(visit("t-1.localhost"))).isEqualTo(new TenantDecision.UnknownHost());
  }

  @Test
  void aHostWithoutTenantIsUnknownWhoeverAsks() {
    for (String host :
        List.of("nobody.localhost", "localhost", "a.acme.localhost", "example.com", "127.0.0.1")) {
      assertThat(entry.decide(visit(host))).isEqualTo(new TenantDecision.UnknownHost());
      assertThat(entry.decide(RequestSignals.at(host))).isEqualTo(new TenantDecision.UnknownHost());
      assertThat(entry.decide(RequestSignals.at(host).withToken(token(SILO, "t-1"))))
          .isEqualTo(new TenantDecision.UnknownHost());
    }
  }

  @Test
  @Tag("mistake-08")
  void aRequestThatNamesTwoHostsOrNoneIsMalformed() {
    assertThat(entry.decide(RequestSignals.at("acme.localhost", "globex.localhost")))
        .isEqualTo(new TenantDecision.MalformedHost());
    assertThat(entry.decide(RequestSignals.at())).isEqualTo(new TenantDecision.MalformedHost());
  }

  @Test
  void withoutTokenAProtectedRouteIsClosedAndAPublicOneIsOpen() {
    assertThat(entry.decide(RequestSignals.at("acme.localhost")))
        .isEqualTo(new TenantDecision.NoToken());
    assertThat(entry.decide(visit("acme.localhost")))
        .isEqualTo(new TenantDecision.Anonymous(Optional.of(ACME)));
  }

  @Test
  void aBadTokenIsRejectedEverywhereWithoutAskingTheRegistry() {
    registry.reachable(false);
    for (Route route : Route.values()) {
      assertThat(
              entry.decide(
                  RequestSignals.at("acme.localhost")
                      .withRoute(route)
                      .withVerification(new TokenVerification.Rejected(Reason.EXPIRED))))
          .isEqualTo(new TenantDecision.TokenRejected());
    }
  }

  @Test
  void anOutageOfTheKeysIsUnavailableAndNotABadToken() {
    assertThat(
            entry.decide(
                RequestSignals.at("acme.localhost")
                    .withVerification(new TokenVerification.Unavailable(Duration.ofSeconds(9)))))
        .isEqualTo(new TenantDecision.Unavailable(Duration.ofSeconds(9)));
  }

  @Test
  void anOutageOfTheRegistryIsUnavailableAndNotAnUnknownHost() {
    registry.reachable(false);
    assertThat(entry.decide(RequestSignals.at("acme.localhost").withToken(token(SILO, "t-1"))))
        .isEqualTo(new TenantDecision.Unavailable(TenantEntry.RETRY_AFTER));
    assertThat(entry.decide(visit("acme.localhost")))
        .isInstanceOf(TenantDecision.Unavailable.class);
  }

  @Test
  void aRegistryThatThrowsSomethingElseIsAnOutageToo() {
    TenantEntry broken = TenantEntry.of(new BrokenRegistry(), HostTenantResolver.of("localhost"));
    assertThat(broken.decide(visit("acme.localhost")))
        .isInstanceOf(TenantDecision.Unavailable.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = TenantStatus.class,
      names = {"PROVISIONING", "SUSPENDED", "OFFBOARDING"})
  void aStatusThatAdmitsNobodyIsToldToMembersOnly(TenantStatus status) {
    registry.save(ACME.withStatus(status));
    assertThat(entry.decide(RequestSignals.at("acme.localhost").withToken(token(SILO, "t-1"))))
        .isEqualTo(new TenantDecision.NotAdmitted(status));
    assertThat(entry.decide(RequestSignals.at("acme.localhost").withToken(token(POOL, "t-2"))))
        .isEqualTo(new TenantDecision.Mismatch());
    assertThat(entry.decide(RequestSignals.at("acme.localhost")))
        .isEqualTo(new TenantDecision.NoToken());
    assertThat(entry.decide(visit("acme.localhost"))).isInstanceOf(TenantDecision.Anonymous.class);
  }

  @Test
  void aReadOnlyTenantAdmitsItsMembers() {
    registry.save(ACME.withStatus(TenantStatus.READ_ONLY));
    assertThat(entry.decide(RequestSignals.at("acme.localhost").withToken(token(SILO, "t-1"))))
        .isInstanceOf(TenantDecision.Admitted.class);
  }

  @Test
  void aDeletedTenantIsNoTenant() {
    registry.save(ACME.withStatus(TenantStatus.DELETED));
    assertThat(entry.decide(RequestSignals.at("acme.localhost").withToken(token(SILO, "t-1"))))
        .isEqualTo(new TenantDecision.UnknownHost());
    assertMismatch("globex.localhost", token(SILO, "t-1"));
  }

  @Test
  @Tag("mistake-09")
  void withoutAnySignalThereIsNoDefaultTenant() {
    TenantEntry byClaim = TenantEntry.of(registry, ClaimTenantResolver.claim("tenant_id"));
    assertThat(byClaim.decide(visit("api.example.com")))
        .isEqualTo(new TenantDecision.Anonymous(Optional.empty()));
    assertThat(byClaim.decide(RequestSignals.at("api.example.com")))
        .isEqualTo(new TenantDecision.NoToken());
    assertThat(byClaim.decide(RequestSignals.at("api.example.com").withToken(token(SILO, "t-1"))))
        .isInstanceOf(TenantDecision.Admitted.class);
  }

  @Test
  void aTokenAloneIsNotEnoughIfNobodyReadsTheTenantFromIt() {
    TenantEntry byHost = TenantEntry.of(registry, HostTenantResolver.of("localhost"));
    assertThat(byHost.decide(RequestSignals.at("acme.localhost").withToken(token(SILO, "t-1"))))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  @Tag("mistake-02")
  void whatTheClientSaysCanOnlyContradict() {
    TenantResolver client =
        signals ->
            TenantResolution.resolved(
                new TenantCandidate(Kind.SLUG, "globex", TrustLevel.CLIENT, "header"));
    TenantEntry withHeader =
        TenantEntry.of(
            registry,
            client,
            HostTenantResolver.of("localhost"),
            ClaimTenantResolver.claim("tenant_id"));
    assertThat(withHeader.decide(RequestSignals.at("acme.localhost").withToken(token(SILO, "t-1"))))
        .isEqualTo(new TenantDecision.Mismatch());
    assertThat(withHeader.decide(visit("acme.localhost"))).isEqualTo(new TenantDecision.Mismatch());
    assertThat(TenantEntry.of(registry, client).decide(RequestSignals.at("acme.localhost")))
        .isEqualTo(new TenantDecision.NoToken());
  }

  @Test
  void anEntryWithoutResolversIsRefused() {
    assertThatThrownBy(() -> TenantEntry.of(registry)).isInstanceOf(IllegalArgumentException.class);
  }

  private void assertMismatch(String host, VerifiedToken presented) {
    assertThat(entry.decide(RequestSignals.at(host).withToken(presented)))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  /** Fails in a way that the SPI does not name. */
  private static final class BrokenRegistry implements TenantRegistry {

    @Override
    public Optional<Tenant> findById(TenantId id) {
      throw new IllegalStateException("pool exhausted");
    }

    @Override
    public Optional<Tenant> findBySlug(TenantSlug slug) {
      throw new IllegalStateException("pool exhausted");
    }

    @Override
    public Optional<Tenant> findByDomain(TenantDomain domain) {
      throw new IllegalStateException("pool exhausted");
    }

    @Override
    public List<Tenant> findByIssuer(String issuer) {
      throw new IllegalStateException("pool exhausted");
    }

    @Override
    public Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash) {
      throw new IllegalStateException("pool exhausted");
    }

    @Override
    public TenantPage list(TenantPage.Request request) {
      throw new IllegalStateException("pool exhausted");
    }
  }
}
