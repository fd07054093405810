package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.GLOBEX;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.INITECH;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.add;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.as;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.owner;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.SignedTenants;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantSigningKey;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs where tenants are in the shared tables, in a schema and in a database, over one unit. */
@Tag("rls-11")
class SignedPlacesTest {

  private static final TenantSigningKey KEY = TenantSigningKey.random("places");
  private static final List<Tenant> ALL = List.of(ACME, GLOBEX, INITECH);

  private static final Map<Tenant, TenantPlacement> PLACEMENTS =
      Map.of(
          ACME, TenantPlacement.in(IsolationMode.DISCRIMINATOR, ACME.id()),
          GLOBEX, TenantPlacement.in(IsolationMode.SCHEMA, GLOBEX.id()),
          INITECH, TenantPlacement.in(IsolationMode.DATABASE, INITECH.id()));

  // What each attacker looks at after each attack, by whatever names.
  private static final List<String> LOOKS =
      List.of(
          "select title from run",
          "select title from labs.run",
          "select title from t_globex.run",
          "select what from common.audit");

  private static PlacesDatabase database;

  private static TenantRouting routing;
  private static HikariDataSource pool;
  private static TenantDataSource source;

  @BeforeAll
  static void makeThePlaces() throws SQLException {
    database = new PlacesDatabase();
    execute(
        owner("postgres"),
        SignedTenants.script() + signed("labs.run").script() + signed("common.audit").script());
    try (Connection owner = owner("postgres").getConnection()) {
      KEY.install(owner);
    }
    TenantPlaces places =
        TenantPlaces.of(
                owner("postgres"),
                LAYOUT,
                "labs_app",
                PlaceMigration.script(PlacesDatabase.TABLES).signed(KEY))
            .databases(PlacesDatabase::owner)
            .rowSecurity("tenant_id", table -> table.tenant(SignedTenants.EXPRESSION));
    PLACEMENTS.forEach((tenant, placement) -> places.make(tenant.id(), placement));
    // Again, as with each release.
    PLACEMENTS.forEach((tenant, placement) -> places.make(tenant.id(), placement));
    execute(superuser("t_initech"), "grant temporary on database t_initech to public");
    routing =
        TenantRouting.builder(
                id ->
                    PLACEMENTS.get(
                        ALL.stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow()),
                LAYOUT)
            .databases(
                TenantPools.builder(HikariPools.of(PlacesDatabase::app).connections(1)).build())
            .build();
    pool = database.pool(1);
    source = TenantDataSource.around(pool).routed(routing).signed(KEY);
  }

  private static RowSecurity signed(String table) {
    return RowSecurity.enable(table).tenant(SignedTenants.EXPRESSION);
  }

  @AfterAll
  static void close() {
    routing.close();
    pool.close();
    execute(superuser("postgres"), "drop schema leasehold_signed cascade");
  }

  @BeforeEach
  void rows() throws Exception {
    execute(superuser("postgres"), "truncate labs.run, t_globex.run, common.audit");
    execute(superuser("t_initech"), "truncate labs.run");
    for (Tenant tenant : ALL) {
      add(tenant, source, "of " + tenant.id());
    }
    execute(GLOBEX, source, "insert into audit (tenant_id, what) values ('globex', 'of globex')");
  }

  @Test
  void oneUnitReachesEveryPlace() throws Exception {
    PersistenceConfiguration configuration =
        new PersistenceConfiguration("labs").managedClass(Run.class).managedClass(Audit.class);
    configuration.property("jakarta.persistence.nonJtaDataSource", source);
    try (SessionFactory unit =
        configuration.createEntityManagerFactory().unwrap(SessionFactory.class)) {
      for (int round = 0; round < 8; round++) {
        for (Tenant tenant : ALL) {
          TenantScopes.run(
              tenant,
              () -> {
                unit.inTransaction(session -> session.persist(new Run("of " + tenant.id())));
                unit.inTransaction(
                    session ->
                        assertThat(session.createQuery("from Run", Run.class).getResultList())
                            .isNotEmpty());
              });
        }
      }
    }
    assertThat(texts(superuser("postgres"), "select distinct title from labs.run"))
        .containsExactly("of acme");
    assertThat(texts(superuser("postgres"), "select distinct title from t_globex.run"))
        .containsExactly("of globex");
    assertThat(texts(superuser("t_initech"), "select distinct title from labs.run"))
        .containsExactly("of initech");
  }

  @Test
  void withoutAProofThereAreNoRowsAtAnyPlace() throws Exception {
    TenantDataSource plain = TenantDataSource.around(pool).routed(routing);
    TenantDataSource stranger = plain.signed(TenantSigningKey.random("places"));
    for (Tenant tenant : ALL) {
      assertThat(texts(tenant, plain, "select title from run")).isEmpty();
      assertThat(texts(tenant, stranger, "select title from run")).isEmpty();
      assertThat(texts(tenant, source, "select title from run"))
          .containsExactly("of " + tenant.id());
    }
  }

  /** The sabotage: a variable is believed in the schema, and the same SQL gets its rows. */
  @Test
  void whereAVariableIsBelievedTheFirstOfTheseAttacksGetsTheRows() throws Exception {
    execute(owner("postgres"), RowSecurity.enable("t_globex.run").script());
    try {
      List<String> told =
          as(
              ACME,
              source,
              connection -> {
                attempt(connection, "select set_config('leasehold.tenant', 'globex', true)");
                return attempt(connection, "select title from t_globex.run");
              });
      assertThat(told).containsExactly("of globex");
    } finally {
      execute(owner("postgres"), signed("t_globex.run").script());
    }
  }

  static Stream<Arguments> attacks() {
    return Stream.of(
            "select set_config('leasehold.tenant', '%s', true)",
            "select set_config('leasehold.tenant', '%s', false)",
            "set local search_path = labs\nselect set_config('leasehold.tenant', '%s', true)",
            "set search_path = t_globex, pg_temp\nset leasehold.tenant = '%s'",
            "reset search_path\nreset all",
            "set leasehold.proof = ''\nset leasehold.tenant = '%s'",
            "select leasehold_signed.start()\nset leasehold.tenant = '%s'",
            "commit\nbegin\nset leasehold.tenant = '%s'",
            "rollback and chain\nset search_path = t_globex\nset leasehold.tenant = '%s'",
            "set role labs_owner",
            "set row_security = off",
            "select * from leasehold_signed.key",
            "alter table t_globex.run no force row level security",
            "alter schema t_globex rename to mine",
            "insert into t_globex.run (tenant_id, title) values ('globex', 'planted')",
            "insert into labs.run (tenant_id, title) values ('acme', 'planted')",
            "update t_globex.run set title = 'planted'",
            "delete from t_globex.run where tenant_id = '%s'",
            "declare held cursor with hold for select title from t_globex.run\nfetch all from held",
            "create temporary table run (tenant_id text, id uuid, title text)\nset search_path = pg_temp",
            "create function pg_temp.tenant() returns text language sql as 'select ''%s'''")
        .flatMap(attack -> ALL.stream().map(attacker -> Arguments.of(attacker, attack)));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void nothingThatATenantSaysAtItsPlaceReachesAnothers(Tenant attacker, String attack)
      throws Exception {
    for (Tenant victim : ALL) {
      if (victim.equals(attacker)) {
        continue;
      }
      List<String> told = new ArrayList<>();
      as(
          attacker,
          source,
          connection -> {
            for (String line : attack.formatted(victim.id()).lines().toList()) {
              told.addAll(attempt(connection, line));
            }
            LOOKS.forEach(look -> told.addAll(attempt(connection, look)));
            return attacker;
          });
      assertThat(told).noneMatch(said -> said.contains("of " + victim.id()));
      // In the session that the attacker leaves, too.
      add(victim, source, "of " + victim.id() + " afterwards");
      assertThat(texts(victim, source, "select distinct left(title, 5) from run"))
          .containsExactly(("of " + victim.id()).substring(0, 5));
      assertThat(texts(attacker, source, "select title from run"))
          .allMatch(title -> title.equals("of " + attacker.id()) || title.equals("planted"));
    }
    List<String> everything = new ArrayList<>();
    everything.addAll(texts(superuser("postgres"), "select tenant_id || title from labs.run"));
    everything.addAll(texts(superuser("postgres"), "select tenant_id || title from t_globex.run"));
    everything.addAll(texts(superuser("t_initech"), "select tenant_id || title from labs.run"));
    assertThat(everything)
        .noneMatch(row -> row.endsWith("planted") && !row.equals(attacker.id() + "planted"));
    for (Tenant victim : ALL) {
      if (!victim.equals(attacker)) {
        assertThat(everything)
            .contains(victim.id() + "of " + victim.id())
            .contains(victim.id() + "of " + victim.id() + " afterwards");
      }
    }
  }

  /** What the statement tells, or its error; a failed one does not end the attack. */
  private static List<String> attempt(Connection connection, String sql) {
    List<String> told = new ArrayList<>();
    try {
      if (connection.isClosed()) {
        return told; // COPY, after which the pool drops the connection
      }
      Savepoint before = connection.setSavepoint();
      try (Statement statement = connection.createStatement()) {
        if (statement.execute(sql)) {
          try (ResultSet row = statement.getResultSet()) {
            while (row.next()) {
              told.add(String.valueOf(row.getString(1)));
            }
          }
        }
      } catch (SQLException e) {
        told.add(String.valueOf(e.getMessage()));
        if (!connection.isClosed()) {
          connection.rollback(before);
        }
      }
    } catch (SQLException e) {
      told.add(String.valueOf(e.getMessage()));
    }
    return told;
  }
}
