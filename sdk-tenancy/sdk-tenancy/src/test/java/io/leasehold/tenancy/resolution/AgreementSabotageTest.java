package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.INDIVIDUALS;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static io.leasehold.tenancy.resolution.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantAgreementPolicy.Evidence;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The agreement is what stops the attack: with it switched off, the attack goes through. */
@Tag("mistake-02")
class AgreementSabotageTest {

  /** What every peer does: the first answer wins. */
  private static final TenantAgreementPolicy FIRST_WINS =
      (evidence, memberships) -> {
        Evidence first = evidence.get(0);
        return new Agreement.Agreed(first.tenant().orElseThrow(), List.of(first.candidate()));
      };

  // A learner among the individuals, with a good token, asks at the host of Globex: same issuer.
  private final RequestSignals attack =
      RequestSignals.at("globex.localhost").withToken(token(POOL, "t-3"));

  @Test
  void withTheAgreementTheAttackIsAMismatch() {
    assertThat(entry(TenantAgreementPolicy.STRICT).decide(attack))
        .isEqualTo(new TenantDecision.Mismatch());
  }

  @Test
  void withoutItTheAttackerIsInTheOtherTenant() {
    TenantDecision decision = entry(FIRST_WINS).decide(attack);
    assertThat(decision).isInstanceOf(TenantDecision.Admitted.class);
    assertThat(((TenantDecision.Admitted) decision).tenant()).isEqualTo(GLOBEX);
  }

  private static TenantEntry entry(TenantAgreementPolicy policy) {
    return new TenantEntry(
        InMemoryTenantRegistry.of(ACME, GLOBEX, INDIVIDUALS),
        List.of(HostTenantResolver.of("localhost"), ClaimTenantResolver.claim("tenant_id")),
        policy);
  }
}
