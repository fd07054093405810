package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.SILO;
import static io.leasehold.tenancy.resolution.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.apikey.ApiKeyVerification;
import io.leasehold.tenancy.apikey.VerifiedApiKey;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyEntryTest {

  private static final ApiKeyVerification ACMES_KEY =
      new ApiKeyVerification.Verified(
          new VerifiedApiKey("0a1b2c3d", TenantId.of("t-1"), Set.of("reader")));

  private final InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(ACME, GLOBEX);
  private final TenantEntry entry =
      TenantEntry.of(
          registry,
          HostTenantResolver.of("localhost"),
          ClaimTenantResolver.claim("tenant_id"),
          new ApiKeyTenantResolver());

  @Test
  void aKeyStandsWhereAPersonHasAToken() {
    TenantDecision decision =
        entry.decide(RequestSignals.at("acme.localhost").withApiKey(ACMES_KEY));
    assertThat(decision).isInstanceOf(TenantDecision.Admitted.class);
    assertThat(((TenantDecision.Admitted) decision).evidence().get(0))
        .isEqualTo(
            new TenantCandidate(Kind.ID, "t-1", TrustLevel.CRYPTOGRAPHIC, "API key 0a1b2c3d"));
  }

  @Test
  void aKeyAtTheHostOfAnotherTenantIsAMismatch() {
    assertThat(entry.decide(RequestSignals.at("globex.localhost").withApiKey(ACMES_KEY)))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void aKeyOpensNoTenantThatSomethingElseProves() {
    TenantResolver proof =
        signals ->
            TenantResolution.resolved(
                new TenantCandidate(Kind.SLUG, "globex", TrustLevel.CRYPTOGRAPHIC, "proof"));
    assertThat(
            TenantEntry.of(registry, proof)
                .decide(RequestSignals.at("globex.localhost").withApiKey(ACMES_KEY)))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void aKeyThatNobodyReadsTheTenantFromOpensNothing() {
    assertThat(
            TenantEntry.of(registry, HostTenantResolver.of("localhost"))
                .decide(RequestSignals.at("acme.localhost").withApiKey(ACMES_KEY)))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void aBadKeyIsRefusedOnEveryRouteWithItsOwnProblem() {
    for (Route route : Route.values()) {
      assertThat(
              entry.decide(
                  RequestSignals.at("acme.localhost")
                      .withRoute(route)
                      .withApiKey(
                          new ApiKeyVerification.Rejected(ApiKeyVerification.Reason.UNKNOWN))))
          .isEqualTo(new TenantDecision.KeyRejected());
    }
    assertThat(TenantProblems.of(new TenantDecision.KeyRejected()).orElseThrow().status())
        .isEqualTo(401);
  }

  @Test
  void aKeyBesideATokenIsRefusedEvenIfBothAreGood() {
    assertThat(
            entry.decide(
                RequestSignals.at("acme.localhost")
                    .withToken(token(SILO, "t-1"))
                    .withApiKey(ACMES_KEY)))
        .isEqualTo(new TenantDecision.KeyRejected());
  }

  @Test
  void aRegistryOfKeysThatIsDownIsUnavailable() {
    assertThat(
            entry.decide(
                RequestSignals.at("acme.localhost")
                    .withApiKey(new ApiKeyVerification.Unavailable(Duration.ofSeconds(3)))))
        .isEqualTo(new TenantDecision.Unavailable(Duration.ofSeconds(3)));
  }

  @Test
  void theKeyOfASuspendedTenantIsNotAdmitted() {
    registry.save(ACME.withStatus(TenantStatus.SUSPENDED));
    assertThat(entry.decide(RequestSignals.at("acme.localhost").withApiKey(ACMES_KEY)))
        .isEqualTo(new TenantDecision.NotAdmitted(TenantStatus.SUSPENDED));
  }
}
