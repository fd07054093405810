package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.INITECH;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One persistence unit, and tenants in the shared tables, in a schema and in a database. */
class ThreeModesTest {

  private static PlacesDatabase database;

  private final InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(ACME, GLOBEX, INITECH);
  private final TenantPlacements placements =
      PlacementByTier.of(registry)
          .tier("basic", IsolationMode.DISCRIMINATOR)
          .tier("gold", IsolationMode.SCHEMA)
          .tier("platinum", IsolationMode.DATABASE)
          .admittedBy(registry);
  private final TenantRouting routing =
      TenantRouting.builder(placements, LAYOUT)
          .databases(
              TenantPools.builder(HikariPools.of(PlacesDatabase::app).connections(1)).build())
          .following(registry.changes())
          .build();
  private final HikariDataSource pool = database.pool(1);
  private final TenantDataSource source = TenantDataSource.around(pool).routed(routing);

  @BeforeAll
  static void makeThePlaces() {
    database = new PlacesDatabase();
    database.places().make(GLOBEX.id(), TenantPlacement.in(IsolationMode.SCHEMA, GLOBEX.id()));
    database.places().make(INITECH.id(), TenantPlacement.in(IsolationMode.DATABASE, INITECH.id()));
  }

  @BeforeEach
  void clear() {
    execute(superuser("postgres"), "truncate labs.run, t_globex.run, common.audit");
    execute(superuser("t_initech"), "truncate labs.run");
  }

  @AfterEach
  void close() {
    routing.close();
    pool.close();
  }

  private void everybodyAddsARun() throws Exception {
    for (Tenant tenant : List.of(ACME, GLOBEX, INITECH)) {
      PlacesDatabase.add(tenant, source, "of " + tenant.id());
    }
  }

  @Test
  void oneUnitReachesEveryPlace() throws Exception {
    try (SessionFactory unit = unit()) {
      for (Tenant tenant : List.of(ACME, GLOBEX, INITECH, GLOBEX, ACME)) {
        TenantScopes.run(
            tenant,
            () -> unit.inTransaction(session -> session.persist(new Run("of " + tenant.id()))));
      }
      assertThat(titles(unit, ACME)).containsExactly("of acme", "of acme");
      assertThat(titles(unit, GLOBEX)).containsExactly("of globex", "of globex");
      assertThat(titles(unit, INITECH)).containsExactly("of initech");
    }
    String tenants = "select tenant_id from %s.run";
    assertThat(texts(superuser("postgres"), tenants.formatted("labs"))).containsOnly("acme");
    assertThat(texts(superuser("postgres"), tenants.formatted("t_globex"))).containsOnly("globex");
    assertThat(texts(superuser("t_initech"), tenants.formatted("labs"))).containsOnly("initech");
  }

  @Test
  void aPooledEntityOfATenantWithASchemaIsWithThoseOfTheOthers() throws Exception {
    try (SessionFactory unit = unit()) {
      for (Tenant tenant : List.of(ACME, GLOBEX)) {
        TenantScopes.run(
            tenant,
            () ->
                unit.inTransaction(
                    session -> {
                      session.persist(new Run("a run"));
                      session.persist(new Audit("by " + tenant.id()));
                    }));
      }
    }
    assertThat(texts(superuser("postgres"), "select what from common.audit"))
        .containsExactlyInAnyOrder("by acme", "by globex");
    assertThat(texts(GLOBEX, source, "select what from audit")).containsExactly("by globex");
    assertThat(texts(ACME, source, "select what from audit")).containsExactly("by acme");
  }

  @Test
  void aQualifiedNameOfAnotherPlaceShowsNoRow() throws Exception {
    everybodyAddsARun();
    assertThat(texts(ACME, source, "select title from t_globex.run")).isEmpty();
    assertThat(texts(GLOBEX, source, "select title from labs.run")).isEmpty();
    assertThat(texts(GLOBEX, source, "select title from t_globex.run"))
        .containsExactly("of globex");
  }

  @Test
  void aSearchPathOfSomebodysOwnShowsNoRow() throws Exception {
    everybodyAddsARun();
    List<String> seen =
        PlacesDatabase.as(
            ACME,
            source,
            connection -> {
              execute(connection, "set local search_path = t_globex");
              return texts(connection, "select title from run");
            });
    assertThat(seen).isEmpty();
  }

  @Test
  void noRowIsPlantedInAnotherPlace() throws Exception {
    everybodyAddsARun();
    String plant = "insert into %s.run (tenant_id, title) values ('%s', 'planted')";
    // The other's row is refused by row security, one's own by the place.
    for (String statement :
        List.of(plant.formatted("t_globex", "globex"), plant.formatted("t_globex", "acme"))) {
      assertThatThrownBy(() -> execute(ACME, source, statement)).isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> execute(GLOBEX, source, plant.formatted("labs", "acme")))
        .isInstanceOf(SQLException.class);
    execute(ACME, source, "delete from t_globex.run");
    assertThat(texts(superuser("postgres"), "select title from t_globex.run"))
        .containsExactly("of globex");
  }

  @Test
  void aDatabaseIsNotReachedFromAnotherOne() throws Exception {
    everybodyAddsARun();
    assertThatThrownBy(() -> texts(INITECH, source, "select title from t_globex.run"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void nobodyInScopeSeesNothingAndGetsNoDatabase() throws Exception {
    everybodyAddsARun();
    List<String> titles = transaction(source, c -> texts(c, "select title from run"));
    assertThat(titles).isEmpty();
    List<String> databases = transaction(source, c -> texts(c, "select current_database()"));
    assertThat(databases).containsExactly("postgres");
  }

  @Test
  void aConnectionOfOneIsNotForAnother() throws Exception {
    everybodyAddsARun();
    TenantScopes.call(
        INITECH,
        () -> {
          try (Connection own = source.getConnection()) {
            own.setAutoCommit(false);
            assertThat(texts(own, "select title from run")).containsExactly("of initech");
            own.commit();
            TenantScopes.run(ACME, () -> assertRefused(own));
            assertThat(texts(own, "select title from run")).containsExactly("of initech");
            own.rollback();
          }
          return null;
        });
    TenantScopes.call(
        ACME,
        () -> {
          try (Connection shared = source.getConnection()) {
            shared.setAutoCommit(false);
            TenantScopes.run(INITECH, () -> assertRefused(shared));
            // A tenant with a schema is in the same database, so it may.
            TenantScopes.call(
                GLOBEX,
                () -> {
                  assertThat(texts(shared, "select title from run")).containsExactly("of globex");
                  shared.rollback();
                  return null;
                });
            assertThat(texts(shared, "select title from run")).containsExactly("of acme");
            shared.rollback();
          }
          return null;
        });
  }

  private static void assertRefused(Connection connection) {
    // A prepared statement tells PostgreSQL the tenant itself.
    assertThatThrownBy(
            () -> {
              try (PreparedStatement first = connection.prepareStatement("select title from run")) {
                first.execute();
              }
            })
        .isInstanceOf(PlaceChangedException.class);
    assertThatThrownBy(() -> texts(connection, "select title from run"))
        .isInstanceOfSatisfying(
            PlaceChangedException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-303"));
  }

  @Test
  void whatASessionMadeForItselfDoesNotStandBeforeATable() throws Exception {
    execute(GLOBEX, source, "create temporary table run (tenant_id text, id uuid, title text)");
    PlacesDatabase.add(ACME, source, "of acme");
    assertThat(texts(superuser("postgres"), "select title from labs.run"))
        .containsExactly("of acme");
  }

  @Test
  void nothingStaysOnTheConnection() throws Exception {
    everybodyAddsARun();
    assertThat(texts(pool, "show search_path")).containsExactly("\"$user\", public");
    assertThat(texts(pool, "select current_setting('leasehold.tenant', true)")).containsExactly("");
  }

  private SessionFactory unit() {
    return new PersistenceConfiguration("labs")
        .property("jakarta.persistence.nonJtaDataSource", source)
        .managedClass(Run.class)
        .managedClass(Audit.class)
        .createEntityManagerFactory()
        .unwrap(SessionFactory.class);
  }

  private static List<String> titles(SessionFactory unit, Tenant tenant) throws Exception {
    return TenantScopes.call(
        tenant,
        () ->
            unit.fromTransaction(
                session ->
                    session
                        .createSelectionQuery("select title from Run order by title", String.class)
                        .getResultList()));
  }
}
