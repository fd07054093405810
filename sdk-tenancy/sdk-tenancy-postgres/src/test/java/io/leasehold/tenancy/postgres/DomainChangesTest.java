package io.leasehold.tenancy.postgres;

import static io.leasehold.tenancy.postgres.DomainTown.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.domain.CustomDomain;
import io.leasehold.tenancy.domain.DomainStatus;
import io.leasehold.tenancy.registry.CachingTenantRegistry;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.Route;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One node keeps hosts in order; another, with a cache, serves requests for them. */
@Tag("mistake-21")
class DomainChangesTest {

  private static final TenantDomain HOST = TenantDomain.of("shop.acme.com");

  @Test
  @Tag("row-C21")
  void aHostThatOneNodeQuarantinesIsRefusedByAnotherWithinTheStatedBound() {
    RegistryDatabase database = new DomainDatabase().emptied();
    DomainTown town = new DomainTown(database);
    CustomDomain claim = town.active(ACME, HOST.value());
    try (PostgresTenantChanges changes = PostgresTenantChanges.start(database.platform());
        CachingTenantRegistry other =
            CachingTenantRegistry.following(
                new PostgresTenantRegistry(database.platform()), changes)) {
      TenantEntry entry = TenantEntry.of(other, HostTenantResolver.of("labs.leasehold.io"));
      assertThat(other.findByDomain(HOST)).map(Tenant::id).contains(ACME);
      assertThat(decide(entry)).isNotInstanceOf(TenantDecision.UnknownHost.class);

      town.unpublish(claim);
      town.live(Duration.ofDays(3));
      assertThat(town.now(claim).status()).isEqualTo(DomainStatus.QUARANTINED);
      await()
          .atMost(PostgresTenantChanges.BOUND)
          .until(() -> decide(entry) instanceof TenantDecision.UnknownHost);

      town.publish(claim);
      town.live(Duration.ofDays(1));
      await()
          .atMost(PostgresTenantChanges.BOUND.plus(CachingTenantRegistry.MAX_NEGATIVE_TTL))
          .until(() -> other.findByDomain(HOST).isPresent());
    }
  }

  private static TenantDecision decide(TenantEntry entry) {
    return entry.decide(RequestSignals.at(HOST.value()).withRoute(Route.PUBLIC));
  }
}
