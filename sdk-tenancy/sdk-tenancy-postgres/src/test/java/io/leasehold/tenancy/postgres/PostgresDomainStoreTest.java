package io.leasehold.tenancy.postgres;

import static io.leasehold.tenancy.postgres.DomainTown.ACME;
import static io.leasehold.tenancy.postgres.DomainTown.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.domain.ClaimOutcome;
import io.leasehold.tenancy.domain.CustomDomain;
import io.leasehold.tenancy.domain.DomainStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a database adds to the life of a claim: the registry finds it, and nobody gets around it.
 */
@Tag("mistake-21")
class PostgresDomainStoreTest {

  private static final String SHOP = "shop.acme.com";
  private static final TenantDomain HOST = TenantDomain.of(SHOP);
  private static DomainDatabase databases;

  private RegistryDatabase database;
  private PostgresTenantRegistry registry;
  private DomainTown town;

  @BeforeAll
  static void migrate() {
    databases = new DomainDatabase();
  }

  @BeforeEach
  void open() {
    database = databases.emptied();
    registry = new PostgresTenantRegistry(database.platform());
    town = new DomainTown(database);
  }

  @Test
  @Tag("row-C4")
  @Tag("row-C21")
  void theRegistryFindsATenantByItsHostWhileTheHostIsActiveAndOnlyThen() {
    CustomDomain claim = town.claim(ACME, SHOP);
    assertThat(registry.findByDomain(HOST)).isEmpty();
    town.publish(claim);
    town.node().check(ACME, claim.id());
    assertThat(town.now(claim).status()).isEqualTo(DomainStatus.VERIFIED);
    assertThat(registry.findByDomain(HOST)).isEmpty();
    town.node().upkeep().runOnce();
    assertThat(registry.findByDomain(HOST)).map(Tenant::id).contains(ACME);
    town.unpublish(claim);
    town.live(Duration.ofDays(3));
    assertThat(town.now(claim).status()).isEqualTo(DomainStatus.QUARANTINED);
    assertThat(registry.findByDomain(HOST)).isEmpty();
    town.publish(claim);
    town.live(Duration.ofDays(1));
    assertThat(registry.findByDomain(HOST)).map(Tenant::id).contains(ACME);
    town.node().release(ACME, claim.id(), "left");
    assertThat(registry.findByDomain(HOST)).isEmpty();
  }

  @Test
  void whoFollowsTheChangesOfTenantsIsToldWhenAHostBeginsAndEndsToBeServed() throws SQLException {
    CustomDomain claim = town.claim(ACME, SHOP);
    long claimed = revision();
    town.publish(claim);
    town.node().upkeep().runOnce();
    long active = revision();
    assertThat(active).isGreaterThan(claimed);
    town.live(Duration.ofDays(2));
    assertThat(revision()).as("looking again changes nothing").isEqualTo(active);
    town.node().release(ACME, claim.id(), "left");
    assertThat(revision()).isGreaterThan(active);
  }

  @Test
  void savingAnOldCopyOfATenantBringsNoQuarantinedHostBack() {
    CustomDomain claim = town.active(ACME, SHOP);
    Tenant copy = registry.findById(ACME).orElseThrow();
    assertThat(copy.domains()).contains(HOST);
    town.unpublish(claim);
    town.live(Duration.ofDays(3));
    registry.save(copy.withName("Acme Inc."));
    assertThat(registry.findByDomain(HOST)).isEmpty();
    assertThat(registry.findById(ACME)).map(Tenant::name).contains("Acme Inc.");
  }

  @Test
  void savingAnOldCopyOfATenantEndsNoServedHost() {
    Tenant copy = registry.findById(ACME).orElseThrow();
    town.active(ACME, SHOP);
    registry.save(copy.withName("Acme Inc."));
    assertThat(registry.findByDomain(HOST)).map(Tenant::name).contains("Acme Inc.");
  }

  @Test
  void savingAHostThatCoolsOffFromTheTenantItselfServesItNotAgain() {
    CustomDomain claim = town.active(ACME, SHOP);
    Tenant copy = registry.findById(ACME).orElseThrow();
    town.node().release(ACME, claim.id(), "left");
    town.node().upkeep().runOnce();
    registry.save(copy);
    assertThat(registry.findByDomain(HOST)).isEmpty();
  }

  @Test
  void anotherTenantCannotBeSavedWithAHostThatIsHeldOrCoolsOff() {
    CustomDomain claim = town.active(ACME, SHOP);
    Tenant thief = registry.findById(GLOBEX).orElseThrow().withDomains(HOST);
    assertThatThrownBy(() -> registry.save(thief)).isInstanceOf(TenantConflictException.class);
    town.unpublish(claim);
    town.live(Duration.ofDays(3));
    assertThatThrownBy(() -> registry.save(thief)).isInstanceOf(TenantConflictException.class);
    town.node().release(ACME, claim.id(), "left");
    town.node().upkeep().runOnce();
    assertThatThrownBy(() -> registry.save(thief)).isInstanceOf(TenantConflictException.class);
  }

  @Test
  void aHostThatAnOperatorGaveToATenantCannotBeClaimedByAnother() {
    registry.save(registry.findById(GLOBEX).orElseThrow().withDomains(HOST));
    assertThat(town.node().claim(ACME, SHOP)).isEqualTo(new ClaimOutcome.Held());
  }

  @Test
  void aHostThatAnOperatorGivesAwayWhileItIsBeingProvenStaysWithItsNewTenant() {
    CustomDomain claim = town.claim(ACME, SHOP);
    registry.save(registry.findById(GLOBEX).orElseThrow().withDomains(HOST));
    town.publish(claim);
    town.live(Duration.ofDays(1));
    assertThat(town.now(claim).status()).isEqualTo(DomainStatus.CLAIMED);
    assertThat(registry.findByDomain(HOST)).map(Tenant::id).contains(GLOBEX);
  }

  @Test
  void aTenantMayPutAHostThatAnOperatorGaveItUnderAClaim() {
    registry.save(registry.findById(ACME).orElseThrow().withDomains(HOST));
    CustomDomain claim = town.active(ACME, SHOP);
    assertThat(claim.status()).isEqualTo(DomainStatus.ACTIVE);
    town.node().release(ACME, claim.id(), "left");
    assertThat(registry.findByDomain(HOST)).isEmpty();
  }

  @Test
  void aTenantThatDoesNotExistClaimsNothing() {
    assertThatThrownBy(() -> town.node().claim(TenantId.of("nobody"), SHOP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void servedAreTheHostsOfEveryTenantThatIsNotDeleted() {
    town.active(ACME, SHOP);
    TenantDomain given = TenantDomain.of("learn.globex.com");
    registry.save(registry.findById(GLOBEX).orElseThrow().withDomains(given));
    var store = new PostgresDomainStore(database.platform());
    assertThat(store.served()).containsExactlyInAnyOrder(HOST, given);
    run("update leasehold_tenancy.tenant set status = 'OFFBOARDING' where id = 'globex'");
    run("update leasehold_tenancy.tenant set status = 'DELETED' where id = 'globex'");
    assertThat(store.served()).containsExactly(HOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update leasehold_tenancy.domain_claim set status = 'ACTIVE'",
        "update leasehold_tenancy.domain_claim set status = 'VERIFIED'", // never seen
        "update leasehold_tenancy.domain_claim set tenant_id = 'globex'",
        "update leasehold_tenancy.domain_claim set domain = 'bank.com'",
        "update leasehold_tenancy.domain_claim set token = repeat('0', 32)",
        "delete from leasehold_tenancy.domain_claim",
        "update leasehold_tenancy.domain_event set detail = 'nothing happened'",
        "delete from leasehold_tenancy.domain_event",
        "insert into leasehold_tenancy.tenant_domain (domain, tenant_id, claim_id)"
            + " select domain, tenant_id, id from leasehold_tenancy.domain_claim"
      })
  void theDatabaseItselfRefusesWhatTheLifeOfAClaimDoesNotAllow(String sql) {
    CustomDomain claim = town.claim(ACME, SHOP);
    assertThatThrownBy(() -> run(sql)).hasMessageContaining("ERROR");
    assertThat(town.now(claim)).isEqualTo(claim);
  }

  @Test
  void theHistoryOfAClaimIsKeptInTheDatabase() {
    CustomDomain claim = town.active(ACME, SHOP);
    List<String> history = new PostgresDomainStore(database.platform()).history(claim.id());
    assertThat(history.stream().map(line -> line.split(" ", 2)[0]))
        .containsExactly("Claimed", "Verified", "Activated");
  }

  private long revision() throws SQLException {
    try (Connection connection = database.platform().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select coalesce(max(revision), 0) from leasehold_tenancy.tenant_change"
                    + " where tenant_id = 'acme'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void run(String sql) {
    RegistryDatabase.execute(database.platform(), sql);
  }
}
