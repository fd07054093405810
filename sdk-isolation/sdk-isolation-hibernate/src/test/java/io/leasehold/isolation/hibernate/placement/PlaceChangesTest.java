package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.INITECH;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.add;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tenants that are suspended, and places that change, while the application runs. */
class PlaceChangesTest {

  private final PlacesDatabase database = new PlacesDatabase();
  private final InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(ACME, INITECH);
  private final Map<TenantId, IsolationMode> modes = new ConcurrentHashMap<>();
  private final LocalTenantChanges moves = new LocalTenantChanges();
  private final TenantPlacements placements =
      tenant -> TenantPlacement.in(modes.get(tenant), tenant);
  private final TenantPools pools =
      TenantPools.builder(HikariPools.of(PlacesDatabase::app).connections(2))
          .grace(Duration.ofMillis(300))
          .build();
  private final TenantRouting routing =
      TenantRouting.builder(placements.admittedBy(registry), LAYOUT)
          .databases(pools)
          .following(
              listener -> {
                var first = registry.changes().subscribe(listener);
                var second = moves.subscribe(listener);
                return () -> {
                  first.close();
                  second.close();
                };
              })
          .build();
  private final HikariDataSource pool = database.pool(2);
  private final TenantDataSource source = TenantDataSource.around(pool).routed(routing);

  PlaceChangesTest() {
    modes.put(ACME.id(), IsolationMode.DISCRIMINATOR);
    modes.put(INITECH.id(), IsolationMode.DATABASE);
  }

  @AfterEach
  void close() {
    routing.close();
    pool.close();
  }

  private void make(Tenant tenant, IsolationMode mode) {
    database.places().make(tenant.id(), TenantPlacement.in(mode, tenant.id()));
  }

  private void moved(Tenant tenant, IsolationMode mode) {
    modes.put(tenant.id(), mode);
    moves.publish(TenantChange.of(tenant.id()));
  }

  private long connectionsTo(String name) {
    return texts(
            superuser("postgres"),
            "select pid from pg_stat_activity where usename = 'labs_app' and datname = '"
                + name
                + "'")
        .size();
  }

  @Test
  @Tag("mistake-27")
  void suspensionClosesThePoolAndEndsWhatRunsAfterTheGracePeriod() throws Exception {
    make(INITECH, IsolationMode.DATABASE);
    add(INITECH, source, "before");
    TenantScopes.call(
        INITECH,
        () -> {
          try (Connection running = source.getConnection()) {
            running.setAutoCommit(false);
            assertThat(texts(running, "select title from run")).containsExactly("before");
            registry.save(INITECH.withStatus(TenantStatus.SUSPENDED));
            Awaitility.await().until(() -> pools.size() == 0);
            assertThatThrownBy(() -> texts(running, "select title from run"))
                .isInstanceOf(SQLException.class);
          } catch (SQLException e) {
            // A connection that was ended may say so when it is closed.
          }
          return null;
        });
    Awaitility.await().until(() -> connectionsTo("t_initech") == 0);
    assertThatThrownBy(() -> texts(INITECH, source, "select title from run"))
        .isInstanceOfSatisfying(
            TenantShutOutException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-302"));
    assertThat(pools.size()).isZero();
    registry.save(INITECH);
    assertThat(texts(INITECH, source, "select title from run")).containsExactly("before");
  }

  @Test
  @Tag("mistake-27")
  void aSuspendedTenantOfTheSharedTablesBeginsNoTransaction() throws Exception {
    add(ACME, source, "before");
    TenantScopes.call(
        ACME,
        () -> {
          try (Connection held = source.getConnection()) {
            held.setAutoCommit(false);
            assertThat(texts(held, "select title from run")).hasSize(1);
            registry.save(ACME.withStatus(TenantStatus.SUSPENDED));
            // The transaction that runs is not torn.
            assertThat(texts(held, "select title from run")).hasSize(1);
            held.commit();
            assertThatThrownBy(() -> texts(held, "select title from run"))
                .isInstanceOf(TenantShutOutException.class);
          }
          return null;
        });
  }

  @Test
  @Tag("mistake-25")
  void whoIsUnknownOpensNoPool() {
    Tenant stranger = Tenant.active(TenantId.of("stranger"), Tier.of("platinum"));
    modes.put(stranger.id(), IsolationMode.DATABASE);
    assertThatThrownBy(() -> texts(stranger, source, "select 1"))
        .isInstanceOf(UnknownPlacementException.class);
    assertThat(pools.size()).isZero();
  }

  @Test
  void whenTheRegistryIsDownNobodyIsUnknown() {
    registry.reachable(false);
    assertThatThrownBy(() -> texts(INITECH, source, "select 1"))
        .isInstanceOf(PlacementUnavailableException.class);
    assertThat(pools.size()).isZero();
  }

  @Test
  void aTransactionStaysWhereItIsAndTheNextOneFollows() throws Exception {
    make(ACME, IsolationMode.SCHEMA);
    TenantScopes.call(
        ACME,
        () -> {
          try (Connection held = source.getConnection()) {
            held.setAutoCommit(false);
            insert(ACME, held, "before");
            moved(ACME, IsolationMode.SCHEMA);
            insert(ACME, held, "meanwhile");
            var savepoint = held.setSavepoint();
            held.rollback(savepoint);
            insert(ACME, held, "after a savepoint");
            held.commit();
            insert(ACME, held, "moved");
            held.commit();
          }
          return null;
        });
    assertThat(texts(superuser("postgres"), "select title from labs.run"))
        .containsExactly("before", "meanwhile", "after a savepoint");
    assertThat(texts(superuser("postgres"), "select title from t_acme.run"))
        .containsExactly("moved");
  }

  @Test
  void aConnectionToWhereTheRowsWereIsRefused() throws Exception {
    make(INITECH, IsolationMode.DATABASE);
    make(INITECH, IsolationMode.SCHEMA);
    TenantScopes.call(
        INITECH,
        () -> {
          try (Connection held = source.getConnection()) {
            held.setAutoCommit(false);
            insert(INITECH, held, "before");
            held.commit();
            moved(INITECH, IsolationMode.SCHEMA);
            assertThatThrownBy(() -> texts(held, "select title from run"))
                .isInstanceOf(PlaceChangedException.class);
          }
          return null;
        });
    add(INITECH, source, "moved");
    assertThat(texts(superuser("postgres"), "select title from t_initech.run"))
        .containsExactly("moved");
    Awaitility.await().until(() -> pools.size() == 0);
  }

  @Test
  void aSiloThatIsNotMadeIsNotUsed() throws Exception {
    modes.put(ACME.id(), IsolationMode.SCHEMA);
    assertThatThrownBy(() -> add(ACME, source, "lost"))
        .isInstanceOfSatisfying(
            PlaceNotReadyException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-304"))
        .hasMessageContaining("table run is missing");
    make(ACME, IsolationMode.SCHEMA);
    add(ACME, source, "kept");
    assertThat(texts(superuser("postgres"), "select title from labs.run")).isEmpty();
  }

  @Test
  void aSiloWithoutRowSecurityIsNotUsed() throws Exception {
    make(ACME, IsolationMode.SCHEMA);
    make(INITECH, IsolationMode.DATABASE);
    modes.put(ACME.id(), IsolationMode.SCHEMA);
    execute(superuser("postgres"), "alter table t_acme.run no force row level security");
    execute(superuser("t_initech"), "alter table labs.run disable row level security");
    for (Tenant tenant : List.of(ACME, INITECH)) {
      assertThatThrownBy(() -> texts(tenant, source, "select title from run"))
          .isInstanceOf(PlaceNotReadyException.class)
          .hasMessageContaining("table run has no row security");
    }
  }

  @Test
  void aTableThatIsLostLaterIsAnErrorAndNotTheSharedOne() throws Exception {
    make(ACME, IsolationMode.SCHEMA);
    modes.put(ACME.id(), IsolationMode.SCHEMA);
    add(ACME, source, "kept");
    execute(superuser("postgres"), "drop table t_acme.run");
    assertThatThrownBy(() -> add(ACME, source, "lost"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("does not exist");
    assertThat(texts(superuser("postgres"), "select title from labs.run")).isEmpty();
  }

  @Test
  void withoutPoolsNobodyHasADatabase() {
    TenantDataSource without =
        TenantDataSource.around(pool).routed(TenantRouting.builder(placements, LAYOUT).build());
    assertThatThrownBy(() -> texts(INITECH, without, "select 1"))
        .isInstanceOf(UnsafeConfigurationException.class);
  }

  private static void insert(Tenant tenant, Connection connection, String title)
      throws SQLException {
    execute(
        connection,
        "insert into run (tenant_id, title) values ('%s', '%s')".formatted(tenant.id(), title));
  }
}
