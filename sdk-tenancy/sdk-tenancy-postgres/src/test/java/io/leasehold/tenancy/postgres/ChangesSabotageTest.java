package io.leasehold.tenancy.postgres;

import static io.leasehold.tenancy.postgres.PostgresTenantChanges.BOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.CachingTenantRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens when a guard of the changes is taken away: it is the one that matters. */
class ChangesSabotageTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

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
  @Tag("mistake-27")
  void aCacheThatFollowsNothingGoesOnAdmittingASuspendedTenant() {
    CachingTenantRegistry deaf = CachingTenantRegistry.around(registry, Duration.ofHours(1));
    try (PostgresTenantChanges changes = PostgresTenantChanges.start(database.platform())) {
      Told told = Told.by(changes);
      deaf.findById(acme.id());
      registry.save(acme.withStatus(TenantStatus.SUSPENDED));
      told.within(BOUND, TenantChange.of(acme.id(), TenantStatus.SUSPENDED));
      assertThat(deaf.findById(acme.id())).map(Tenant::status).contains(TenantStatus.ACTIVE);
    }
  }

  @Test
  void withoutTheTriggerNobodyIsToldOfWhatAnotherProgramWrites() {
    RegistryDatabase.execute(
        database.owner(), "alter table leasehold_tenancy.tenant disable trigger note_change");
    try (PostgresTenantChanges changes = PostgresTenantChanges.start(database.platform())) {
      Told told = Told.by(changes);
      registry.save(acme.withStatus(TenantStatus.SUSPENDED));
      RegistryDatabase.execute(
          database.owner(), "alter table leasehold_tenancy.tenant enable trigger note_change");
      registry.save(globex.withName("Globex Group"));
      told.within(BOUND, TenantChange.of(globex.id(), TenantStatus.ACTIVE));
      assertThat(told.all()).noneMatch(change -> change.concerns(acme.id()));
    }
  }

  @Test
  void withoutTakingTurnsAChangeThatCommitsLateIsMissedForEver() throws SQLException {
    takeAwayTheTurns();
    try (PostgresTenantChanges changes = PostgresTenantChanges.start(database.platform());
        Connection slow = database.owner().getConnection();
        Statement statement = slow.createStatement()) {
      Told told = Told.by(changes);
      slow.setAutoCommit(false);
      statement.execute("update leasehold_tenancy.tenant set name = 'slow' where id = 'acme'");
      statement.execute("set constraints all immediate");
      registry.save(globex.withName("first"));
      told.within(BOUND, TenantChange.of(globex.id(), TenantStatus.ACTIVE));
      slow.commit();
      told.clear();
      registry.save(globex.withName("second"));
      told.within(BOUND, TenantChange.of(globex.id(), TenantStatus.ACTIVE));
      assertThat(told.all()).noneMatch(change -> change.concerns(acme.id()));
    }
  }

  private void takeAwayTheTurns() {
    RegistryDatabase.execute(
        database.owner(),
        """
        do $$
        declare
          definition text := pg_get_functiondef('leasehold_tenancy.note_tenant_change'::regproc);
        begin
          execute replace(definition, 'perform from tenant_change_turn for update;', '');
        end
        $$
        """);
  }
}
