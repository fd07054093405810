package io.leasehold.tenancy.postgres;

import static io.leasehold.tenancy.postgres.DomainTown.ACME;
import static io.leasehold.tenancy.postgres.DomainTown.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guard of the database is what stops an attack: taken away, the attack goes through. */
@Tag("mistake-21")
class DomainStoreSabotageTest {

  private static final String SHOP = "shop.acme.com";
  private static final TenantDomain HOST = TenantDomain.of(SHOP);

  // What a program writes that knows nothing of the store's lock.
  private static final String TAKE =
      "update leasehold_tenancy.domain_claim set status = 'VERIFIED', seen_at = now()"
          + " where tenant_id = '%s'";

  private RegistryDatabase database;
  private DomainTown town;

  @BeforeEach
  void open() {
    database = new DomainDatabase().emptied();
    town = new DomainTown(database);
    town.claim(ACME, SHOP);
    town.claim(GLOBEX, SHOP);
  }

  @Test
  void withTheIndexOneHostHasOneHolderWhoeverWrites() {
    platform(TAKE.formatted("acme"));
    assertThatThrownBy(() -> platform(TAKE.formatted("globex")))
        .hasMessageContaining("domain_claim_holder");
  }

  @Test
  void withoutTheIndexItHasTwo() {
    owner("drop index leasehold_tenancy.domain_claim_holder");
    platform(TAKE.formatted("acme"));
    platform(TAKE.formatted("globex"));
    assertThat(town.node().ofTenant(ACME).get(0).status().holds()).isTrue();
    assertThat(town.node().ofTenant(GLOBEX).get(0).status().holds()).isTrue();
  }

  @Test
  void withTheGuardOfHostsAnOldCopyOfATenantRevivesNoQuarantinedHost() {
    assertThat(afterSavingAnOldCopy()).isEmpty();
  }

  @Test
  void withoutItTheHostIsServedAgainWithNobodysProof() {
    owner("alter table leasehold_tenancy.tenant_domain disable trigger guard_row");
    assertThat(afterSavingAnOldCopy()).isPresent();
  }

  private Optional<Tenant> afterSavingAnOldCopy() {
    var claim = town.node().ofTenant(ACME).get(0);
    var registry = new PostgresTenantRegistry(database.platform());
    town.publish(claim);
    town.node().upkeep().runOnce();
    Tenant copy = registry.findById(ACME).orElseThrow();
    assertThat(copy.domains()).contains(HOST);
    town.unpublish(claim);
    town.live(Duration.ofDays(3));
    assertThat(registry.findByDomain(HOST)).isEmpty();
    registry.save(copy);
    return registry.findByDomain(HOST);
  }

  private void owner(String sql) {
    RegistryDatabase.execute(database.owner(), sql);
  }

  private void platform(String sql) {
    RegistryDatabase.execute(database.platform(), sql);
  }
}
