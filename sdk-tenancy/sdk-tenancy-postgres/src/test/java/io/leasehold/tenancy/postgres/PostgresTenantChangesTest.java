package io.leasehold.tenancy.postgres;

import static io.leasehold.tenancy.postgres.PostgresTenantChanges.BOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.apikey.ApiKey;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.postgres.internal.Wakeups;
import io.leasehold.tenancy.token.TrustedIssuer;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTenantChangesTest {

  private static final String SCHEMA = "leasehold_tenancy.";

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private RegistryDatabase database;
  private PostgresTenantRegistry registry;
  private PostgresTenantChanges changes;

  @BeforeEach
  void open() {
    database = RegistryDatabase.migrated();
    registry = new PostgresTenantRegistry(database.platform());
    registry.save(acme);
    registry.save(globex);
    changes = PostgresTenantChanges.start(database.platform());
  }

  @AfterEach
  void close() {
    // Otherwise it listens until its next look at the table.
    terminateListeners();
    changes.close();
  }

  @Test
  @Tag("mistake-27")
  void aSuspensionIsToldWithTheStatus() {
    Told told = Told.by(changes);
    new PostgresTenantAdministration(database.platform()).suspend(acme.id());
    told.within(BOUND, TenantChange.of(acme.id(), TenantStatus.SUSPENDED));
    assertThat(told.all()).noneMatch(change -> change.concerns(globex.id()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update %stenant set name = 'Other' where id = 'acme'",
        "insert into %stenant_domain values ('acme.example', 'acme')",
        "insert into %stenant_issuer values ('https://id.acme.example', 'acme')",
        "insert into %stenant_login values ('acme', 'i', 'c', 's', 'https://acme.example')",
        "insert into %stenant_email_domain values ('acme.example', 'acme')"
      })
  void whateverIsWrittenOfATenantIsToldWhoeverWritesIt(String sql) {
    Told told = Told.by(changes);
    RegistryDatabase.execute(database.owner(), sql.formatted(SCHEMA));
    told.within(BOUND, TenantChange.of(acme.id(), TenantStatus.ACTIVE));
  }

  @Test
  void aDomainThatMovesIsToldOfBothTenants() {
    RegistryDatabase.execute(
        database.owner(), "insert into " + SCHEMA + "tenant_domain values ('a.example', 'acme')");
    Told told = Told.by(changes);
    RegistryDatabase.execute(
        database.owner(), "update " + SCHEMA + "tenant_domain set tenant_id = 'globex'");
    told.within(
        BOUND,
        TenantChange.of(acme.id(), TenantStatus.ACTIVE),
        TenantChange.of(globex.id(), TenantStatus.ACTIVE));
  }

  @Test
  void aRevokedApiKeyIsToldAsAChangeOfItsTenant() {
    RegisteredApiKey key = RegisteredApiKey.of(ApiKey.generate(), acme.id());
    registry.save(key);
    Told told = Told.by(changes);
    registry.revokeApiKey(acme.id(), key.id());
    told.within(BOUND, TenantChange.of(acme.id(), TenantStatus.ACTIVE));
  }

  @Test
  void aChangedIssuerMayConcernAnybody() {
    Told told = Told.by(changes);
    new PostgresTrustedIssuers(database.platform())
        .save(
            TrustedIssuer.of(
                "https://id.example.com", URI.create("https://id.example.com/jwks"), "web"));
    told.within(BOUND, TenantChange.anything());
  }

  @Test
  @Tag("mistake-27")
  void withoutAnyNotificationAChangeIsToldWithinTheBoundAllTheSame() {
    try (PostgresTenantChanges deaf = polling(database.platform())) {
      Told told = Told.by(deaf);
      registry.save(acme.withStatus(TenantStatus.SUSPENDED));
      told.within(BOUND, TenantChange.of(acme.id(), TenantStatus.SUSPENDED));
    }
  }

  @Test
  void whatIsRolledBackIsNotTold() throws SQLException {
    Told told = Told.by(changes);
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("update " + SCHEMA + "tenant set name = 'x' where id = 'acme'");
      connection.rollback();
    }
    registry.save(globex.withName("Globex Group"));
    told.within(BOUND, TenantChange.of(globex.id(), TenantStatus.ACTIVE));
    assertThat(told.all()).noneMatch(change -> change.concerns(acme.id()));
  }

  @Test
  void aChangeThatTookItsNumberFirstAndCommitsLastIsNotMissed() throws SQLException {
    Told told = Told.by(changes);
    try (Connection slow = database.owner().getConnection();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("update " + SCHEMA + "tenant set name = 'slow' where id = 'acme'");
      statement.execute("set constraints all immediate");
      CompletableFuture<Void> fast =
          CompletableFuture.runAsync(() -> registry.save(globex.withName("fast")));
      await().atMost(BOUND).until(() -> count("wait_event_type = 'Lock'") == 1);
      assertThat(fast).as("its turn comes later").isNotDone();
      slow.commit();
      fast.join();
    }
    told.within(
        BOUND,
        TenantChange.of(acme.id(), TenantStatus.ACTIVE),
        TenantChange.of(globex.id(), TenantStatus.ACTIVE));
  }

  @Test
  void veryManyChangesAtOnceAreToldAsAnything() {
    Told told = Told.by(changes);
    RegistryDatabase.execute(
        database.owner(),
        "insert into "
            + SCHEMA
            + "tenant (id, slug, name, status, tier)"
            + " select 't' || i, 't' || i, 'n', 'ACTIVE', 'basic' from generate_series(1, 600) i");
    told.within(BOUND, TenantChange.anything());
    told.clear();
    registry.save(acme.withStatus(TenantStatus.SUSPENDED));
    told.within(BOUND, TenantChange.of(acme.id(), TenantStatus.SUSPENDED));
  }

  @Test
  void aHistoryThatGoesBackwardsMeansThatAnythingMayHaveChanged() {
    Told told = Told.by(changes);
    // What a database looks like that was restored from yesterday's backup.
    RegistryDatabase.execute(database.owner(), "delete from " + SCHEMA + "tenant_change");
    told.within(BOUND, TenantChange.anything());
  }

  @Test
  void whatChangesWhileTheConnectionIsLostIsToldWhenItIsBack() {
    Told told = Told.by(changes);
    RegistryDatabase.execute(
        RegistryDatabase.admin(), "alter role leasehold_platform connection limit 0");
    try {
      terminateListeners();
      told.within(BOUND, TenantChange.anything());
      new PostgresTenantAdministration(database.owner()).suspend(acme.id());
    } finally {
      RegistryDatabase.execute(
          RegistryDatabase.admin(), "alter role leasehold_platform connection limit -1");
    }
    told.within(BOUND, TenantChange.of(acme.id(), TenantStatus.SUSPENDED));
  }

  @Test
  void aSourceThatNeverReachedTheDatabaseConfirmsNothing() {
    try (PostgresTenantChanges cutOff =
        PostgresTenantChanges.start(RegistryDatabase.unreachable())) {
      assertThat(cutOff.unconfirmedFor()).isPositive();
    }
  }

  @Test
  void theFirstContactMayHaveMissedAnything() {
    CountDownLatch anything = new CountDownLatch(1);
    try (PostgresTenantChanges late = polling(database.platform())) {
      late.subscribe(
          change -> {
            if (change.equals(TenantChange.anything())) {
              anything.countDown();
            }
          });
      await().atMost(BOUND).until(() -> anything.getCount() == 0);
    }
  }

  @Test
  @Tag("mistake-27")
  void aListenerThatHangsIsNoticedByWhoeverAsks() {
    Told.by(changes);
    CountDownLatch hanging = new CountDownLatch(1);
    changes.subscribe(
        change -> {
          try {
            hanging.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    registry.save(acme.withName("Acme 2"));
    await().atMost(BOUND.plusSeconds(3)).until(() -> changes.unconfirmedFor().compareTo(BOUND) > 0);
    hanging.countDown();
    await().atMost(BOUND).until(() -> changes.unconfirmedFor().isZero());
  }

  @Test
  void whoeverIsClosedConfirmsNothingAndLeavesNoConnection() throws SQLException {
    Told.by(changes);
    assertThat(listeners()).isEqualTo(1);
    changes.close();
    assertThat(changes.unconfirmedFor()).isPositive();
    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(listeners()).isZero());
  }

  static PostgresTenantChanges polling(DataSource source) {
    PostgresTenantChanges changes =
        new PostgresTenantChanges(
            source, connection -> Wakeups.none(), work -> new Thread(work, "polling"));
    changes.begin();
    return changes;
  }

  private static void terminateListeners() {
    RegistryDatabase.execute(
        RegistryDatabase.admin(),
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where usename = 'leasehold_platform'");
  }

  private static int listeners() throws SQLException {
    return count("usename = 'leasehold_platform'");
  }

  private static int count(String condition) throws SQLException {
    try (Connection connection = RegistryDatabase.admin().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select count(*) from pg_stat_activity where " + condition)) {
      row.next();
      return row.getInt(1);
    }
  }
}
