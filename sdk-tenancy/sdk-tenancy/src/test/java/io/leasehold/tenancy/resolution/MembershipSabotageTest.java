package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.INDIVIDUALS;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static io.leasehold.tenancy.resolution.Tenants.tokenWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.spi.TenantResolver;
import io.leasehold.tenancy.token.ClaimMapping;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a list chooses nobody is what keeps its order from deciding whose data is worked on. */
@Tag("mistake-04")
class MembershipSabotageTest {

  private static final TenantResolver MEMBERSHIP =
      ClaimTenantResolver.mapped(ClaimMapping.memberships("organizations"));

  /** What reading an array as one value comes to. */
  private static final TenantResolver FIRST_OF_THE_LIST =
      signals ->
          signals
              .token()
              .flatMap(token -> token.claim("organizations"))
              .map(list -> String.valueOf(((List<?>) list).get(0)))
              .<TenantResolution>map(
                  first ->
                      new TenantResolution.Resolved(
                          new TenantCandidate(
                              TenantCandidate.Kind.ID, first, TrustLevel.CRYPTOGRAPHIC, "claim")))
              .orElseGet(TenantResolution.NotApplicable::new);

  @Test
  void theListChoosesNobodyInWhateverOrder() {
    assertThat(decide(MEMBERSHIP, "t-2", "t-3")).isEqualTo(new TenantDecision.NotChosen());
    assertThat(decide(MEMBERSHIP, "t-3", "t-2")).isEqualTo(new TenantDecision.NotChosen());
  }

  @Test
  void withTheFirstOfItTheOrderThatTheProviderHappensToWriteDecides() {
    assertThat(decide(FIRST_OF_THE_LIST, "t-2", "t-3"))
        .extracting("tenant")
        .isNotEqualTo(tenantOf(decide(FIRST_OF_THE_LIST, "t-3", "t-2")));
  }

  private static Object tenantOf(TenantDecision decision) {
    return ((TenantDecision.Admitted) decision).tenant();
  }

  private static TenantDecision decide(TenantResolver resolver, String... organizations) {
    return TenantEntry.of(InMemoryTenantRegistry.of(GLOBEX, INDIVIDUALS), resolver)
        .decide(
            RequestSignals.at("api.example.com")
                .withToken(
                    tokenWith(POOL, Map.of("organizations", List.of((Object[]) organizations)))));
  }
}
