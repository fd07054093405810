package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.apikey.ApiKey;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PostgresTenantRegistryTest {

  private final Tenant acme =
      Tenant.active(TenantId.of("t-1"), Tier.of("premium"))
          .withSlug(TenantSlug.of("acme"))
          .withDomains(TenantDomain.of("labs.acme.example"), TenantDomain.of("acme.example"))
          .withIssuers("https://id.acme.example", "https://id.example.com/pool")
          .withAttributes(Map.of("quote", "\"',{}\\", "empty", ""));
  private final Tenant globex =
      Tenant.active(TenantId.of("t-2"), Tier.of("basic")).withSlug(TenantSlug.of("globex"));

  private RegistryDatabase database;
  private PostgresTenantRegistry registry;

  @BeforeEach
  void open() {
    database = RegistryDatabase.migrated();
    registry = new PostgresTenantRegistry(database.platform());
    registry.save(acme);
    registry.save(globex);
  }

  @Test
  void savingAgainLeavesNothingOfTheOldOne() {
    Tenant changed =
        acme.withSlug(TenantSlug.of("acme-new"))
            .withStatus(TenantStatus.SUSPENDED)
            .withDomains(TenantDomain.of("acme.example"), TenantDomain.of("new.acme.example"))
            .withIssuers("https://new.acme.example")
            .withAttributes(Map.of());
    registry.save(changed);
    assertThat(registry.findById(acme.id())).contains(changed);
    assertThat(registry.findBySlug(acme.slug())).isEmpty();
    assertThat(registry.findByDomain(TenantDomain.of("labs.acme.example"))).isEmpty();
    assertThat(registry.findByIssuer("https://id.acme.example")).isEmpty();
  }

  @Test
  void aTakenSlugIsRefusedAndChangesNothing() {
    assertThatThrownBy(() -> registry.save(globex.withSlug(acme.slug())))
        .isInstanceOf(TenantConflictException.class)
        .hasMessageContaining("t-2")
        .hasMessageNotContaining("t-1");
    assertThat(registry.findById(globex.id())).contains(globex);
  }

  @Test
  @Tag("mistake-21")
  void aTakenDomainIsRefusedWithEverythingElseOfThatSave() {
    Tenant greedy =
        globex
            .withName("Globex Group")
            .withDomains(TenantDomain.of("globex.example"), TenantDomain.of("acme.example"));
    assertThatThrownBy(() -> registry.save(greedy)).isInstanceOf(TenantConflictException.class);
    assertThat(registry.findById(globex.id())).contains(globex);
    assertThat(registry.findByDomain(TenantDomain.of("acme.example"))).contains(acme);
  }

  @Test
  void aReleasedDomainMayMove() {
    TenantDomain moved = TenantDomain.of("acme.example");
    registry.save(acme.withDomains());
    Tenant owner = globex.withDomains(moved);
    registry.save(owner);
    assertThat(registry.findByDomain(moved)).contains(owner);
  }

  @Test
  void manySavesOfOneTenantAtOnceLeaveOneWholeTenant() {
    CompletableFuture.allOf(
            IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.runAsync(() -> registry.save(version(i))))
                .toArray(CompletableFuture[]::new))
        .join();
    Tenant saved = registry.findById(acme.id()).orElseThrow();
    assertThat(IntStream.range(0, 16).mapToObj(this::version)).contains(saved);
  }

  @Test
  @Tag("mistake-26")
  void anIssuerOutOfAForgedTokenIsOnlyCompared() {
    assertThat(registry.findByIssuer("' or '1'='1")).isEmpty();
    assertThat(registry.findByIssuer("https://id.acme.example\0")).isEmpty();
  }

  @Test
  void aDatabaseThatDoesNotAnswerInTimeIsAnOutage() throws SQLException {
    try (Connection owner = database.owner().getConnection();
        Statement lock = owner.createStatement()) {
      owner.setAutoCommit(false);
      lock.execute("lock table leasehold_tenancy.tenant in access exclusive mode");
      assertThatThrownBy(() -> registry.findById(acme.id()))
          .isInstanceOf(TenantRegistryUnavailableException.class);
      owner.rollback();
    }
    assertThat(registry.findById(acme.id())).contains(acme);
  }

  @Test
  void aMissingRightIsAnOutageAndNotAnEmptyAnswer() {
    RegistryDatabase.execute(
        database.owner(), "revoke select on leasehold_tenancy.tenant from leasehold_platform");
    assertThatThrownBy(() -> registry.findById(acme.id()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> registry.save(acme))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void onlyItsOwnTenantRevokesAnApiKey() {
    RegisteredApiKey key = RegisteredApiKey.of(ApiKey.generate(), acme.id(), "reader");
    registry.save(key);
    registry.revokeApiKey(globex.id(), key.id());
    assertThat(registry.findByApiKeyHash(key.hash())).contains(key);
    registry.revokeApiKey(acme.id(), key.id());
    registry.revokeApiKey(acme.id(), key.id());
    assertThat(registry.findByApiKeyHash(key.hash())).contains(key.asRevoked());
  }

  @Test
  void anApiKeyDoesNotMoveToAnotherTenant() {
    ApiKey key = ApiKey.generate();
    RegisteredApiKey mine = RegisteredApiKey.of(key, acme.id());
    registry.save(mine);
    assertThatThrownBy(() -> registry.save(RegisteredApiKey.of(key, globex.id())))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThat(registry.findByApiKeyHash(key.hash())).contains(mine);
  }

  private Tenant version(int i) {
    return acme.withName("Acme " + i)
        .withDomains(TenantDomain.of("v" + i + ".acme.example"))
        .withIssuers("https://id" + i + ".acme.example");
  }
}
