package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresTenantAdministrationTest {

  private final Tenant acme =
      Tenant.active(TenantId.of("acme"), Tier.of("basic"))
          .withDomains(TenantDomain.of("acme.example"));

  private RegistryDatabase database;
  private PostgresTenantAdministration administration;

  @BeforeEach
  void open() {
    database = RegistryDatabase.migrated();
    administration = new PostgresTenantAdministration(database.platform());
  }

  @Test
  void aTenantLivesFromSetUpToItsEnd() {
    TenantRevision created = administration.create(acme.withStatus(TenantStatus.PROVISIONING));
    TenantRevision reading = administration.makeReadOnly(administration.activate(created));
    assertThat(administration.activate(reading).tenant()).isEqualTo(acme);
    administration.activate(administration.suspend(acme.id()));
    TenantRevision gone = administration.markDeleted(administration.offboard(acme.id()));
    assertThat(gone.tenant()).isEqualTo(acme.withStatus(TenantStatus.DELETED));
    assertThat(administration.find(acme.id())).contains(gone);
  }

  @Test
  @Tag("attack-A21")
  void aTenantThatIsThereIsNotCreatedAgain() {
    administration.create(acme);
    assertThatThrownBy(() -> administration.create(acme.withName("Other").withDomains()))
        .isInstanceOf(TenantConflictException.class)
        .extracting(e -> ((TenancyException) e).code())
        .isEqualTo("LH-TEN-201");
    assertThat(administration.find(acme.id())).map(TenantRevision::tenant).contains(acme);
  }

  @Test
  void nobodyLetsATenantInWhoseSuspensionHeHasNotSeen() {
    TenantRevision seen = administration.create(acme);
    administration.suspend(acme.id());
    for (Runnable late :
        List.<Runnable>of(
            () -> administration.activate(seen),
            () -> administration.makeReadOnly(seen),
            () -> administration.update(seen, acme.withName("Acme again")))) {
      assertThatThrownBy(late::run)
          .isInstanceOf(StaleTenantException.class)
          .hasMessageContaining("acme")
          .hasMessageContaining("revision 1");
    }
    assertThat(administration.find(acme.id()))
        .map(TenantRevision::tenant)
        .contains(acme.withStatus(TenantStatus.SUSPENDED));
  }

  @Test
  void ofManyWhoChangeWhatTheySawOneSucceeds() {
    TenantRevision seen = administration.create(acme);
    AtomicInteger stale = new AtomicInteger();
    CompletableFuture.allOf(
            IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> rename(seen, i, stale)))
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(stale).hasValue(7);
    assertThat(administration.find(acme.id()))
        .map(TenantRevision::revision)
        .contains(seen.revision() + 1);
  }

  @Test
  void suspendingASuspendedTenantChangesNothing() {
    administration.create(acme);
    TenantRevision once = administration.suspend(acme.id());
    assertThat(administration.suspend(acme.id())).isEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(TenantStatus.class)
  void theTableAllowsTheSameTransitionsAsTheEnum(TenantStatus from) {
    for (TenantStatus to : TenantStatus.values()) {
      TenantId id = TenantId.of((from + "-" + to).toLowerCase(Locale.ROOT).replace('_', '-'));
      Tenant tenant = Tenant.active(id, Tier.of("basic")).withStatus(from);
      TenantRevision seen = administration.create(tenant);
      if (from.mayBecome(to)) {
        assertThat(administration.update(seen, tenant.withStatus(to)).tenant().status())
            .isEqualTo(to);
      } else {
        assertThatThrownBy(() -> administration.update(seen, tenant.withStatus(to)))
            .isInstanceOf(TenantTransitionException.class)
            .hasMessageContaining(id.value())
            .hasMessageContaining(to.name());
        assertThat(administration.find(id)).contains(seen);
      }
    }
  }

  @Test
  @Tag("attack-A21")
  void aPlainSaveCannotReviveATenantEither() {
    var registry = new PostgresTenantRegistry(database.platform());
    registry.save(acme.withStatus(TenantStatus.DELETED));
    assertThatThrownBy(() -> registry.save(acme)).isInstanceOf(TenantTransitionException.class);
  }

  @Test
  @Tag("attack-A21")
  void anotherProgramCannotChangeAnIdNorReviveATenant() {
    administration.create(acme.withStatus(TenantStatus.DELETED));
    for (String sql :
        List.of(
            "update leasehold_tenancy.tenant set id = 'globex'",
            "update leasehold_tenancy.tenant set status = 'ACTIVE'")) {
      assertThatThrownBy(() -> RegistryDatabase.execute(database.owner(), sql))
          .hasRootCauseInstanceOf(SQLException.class)
          .hasStackTraceContaining("tenant acme");
    }
  }

  @Test
  void aTenantThatIsNotThereIsToldFromAnOutage() {
    TenantRevision never = new TenantRevision(acme, 1);
    assertThat(administration.find(acme.id())).isEmpty();
    assertThatThrownBy(() -> administration.suspend(acme.id()))
        .isInstanceOf(UnknownTenantException.class);
    assertThatThrownBy(() -> administration.update(never, acme))
        .isInstanceOf(UnknownTenantException.class);
    assertThat(administration.find(acme.id())).as("nothing was added").isEmpty();

    var down = new PostgresTenantAdministration(RegistryDatabase.unreachable());
    assertThatThrownBy(() -> down.suspend(acme.id()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void theChangeOfOneTenantIsNotBasedOnAnother() {
    TenantRevision seen = administration.create(acme);
    assertThatThrownBy(
            () -> administration.update(seen, Tenant.active(TenantId.of("x"), Tier.of("basic"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void rename(TenantRevision seen, int number, AtomicInteger stale) {
    try {
      administration.update(seen, acme.withName("Acme " + number));
    } catch (StaleTenantException e) {
      stale.incrementAndGet();
    }
  }
}
