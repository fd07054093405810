package io.leasehold.tenancy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a node listens for changes is what shuts a suspended tenant out of what it has cached. */
@Tag("mistake-27")
class SuspensionSabotageTest {

  private static final String ISSUER = "https://id.example.com/pool";

  private final Tenant acme =
      Tenant.active(TenantId.of("acme"), Tier.of("basic")).withIssuers(ISSUER);
  private final InMemoryTenantRegistry store = InMemoryTenantRegistry.of(acme);

  @Test
  void aNodeThatListensRefusesAtOnce() {
    try (CachingTenantRegistry node = CachingTenantRegistry.following(store, store.changes())) {
      assertThat(afterSuspension(node))
          .isEqualTo(new TenantDecision.NotAdmitted(TenantStatus.SUSPENDED));
    }
  }

  @Test
  void aNodeThatDoesNotAdmitsForAsLongAsItRemembers() {
    try (CachingTenantRegistry node = CachingTenantRegistry.around(store, Duration.ofMinutes(1))) {
      assertThat(afterSuspension(node)).isInstanceOf(TenantDecision.Admitted.class);
    }
  }

  private TenantDecision afterSuspension(TenantRegistry node) {
    TenantEntry entry = TenantEntry.of(node, ClaimTenantResolver.claim("tenant_id"));
    RequestSignals request =
        RequestSignals.at("api.example.com")
            .withToken(
                new VerifiedToken(
                    ISSUER,
                    "ada",
                    Set.of("shop"),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Set.of(),
                    Map.of("tenant_id", "acme")));
    assertThat(entry.decide(request)).isInstanceOf(TenantDecision.Admitted.class);
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    return entry.decide(request);
  }
}
