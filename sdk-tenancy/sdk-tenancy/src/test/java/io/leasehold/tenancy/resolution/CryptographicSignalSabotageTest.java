package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static io.leasehold.tenancy.resolution.Tenants.tokenWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That one signal is cryptographic is what keeps a token without a tenant from being global. */
@Tag("mistake-03")
class CryptographicSignalSabotageTest {

  /** All present signals agree; a token that says nothing contradicts nobody. */
  private static final TenantAgreementPolicy AGREEMENT_ALONE =
      (evidence, memberships) ->
          evidence.stream().map(TenantAgreementPolicy.Evidence::tenant).distinct().count() == 1
              ? new Agreement.Agreed(
                  evidence.get(0).tenant().orElseThrow(), List.of(evidence.get(0).candidate()))
              : new Agreement.Disagreed();

  private final RequestSignals attack =
      RequestSignals.at("globex.localhost").withToken(tokenWith(POOL, Map.of("role", "admin")));

  @Test
  void withItTheTokenOpensNothing() {
    assertThat(entry(TenantAgreementPolicy.STRICT).decide(attack))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void withoutItTheTokenOpensWhateverHostItIsSentTo() {
    assertThat(entry(AGREEMENT_ALONE).decide(attack))
        .isInstanceOfSatisfying(
            TenantDecision.Admitted.class,
            admitted -> assertThat(admitted.tenant()).isEqualTo(GLOBEX));
  }

  private static TenantEntry entry(TenantAgreementPolicy policy) {
    return new TenantEntry(
        InMemoryTenantRegistry.of(ACME, GLOBEX),
        // The claim resolver, which refuses such a token as well, was forgotten.
        List.of(HostTenantResolver.of("localhost")),
        policy);
  }
}
