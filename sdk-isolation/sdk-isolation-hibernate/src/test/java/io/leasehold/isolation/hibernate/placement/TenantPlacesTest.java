package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.app;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.execute;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.owner;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnSchema;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.Shared;
import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantPlacesTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final TenantId OTHER = TenantId.of("globex");

  private final PlacesDatabase database = new PlacesDatabase();
  private final TenantPlaces places = database.places();

  private static DataSource inside(IsolationMode mode) {
    return superuser(mode == IsolationMode.DATABASE ? "t_acme" : "postgres");
  }

  private static String schema(IsolationMode mode) {
    return LAYOUT.schemaIn(TenantPlacement.in(mode, ACME));
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEMA", "DATABASE"})
  void aPlaceIsMadeOnceAndThenBroughtUpToDate(IsolationMode mode) {
    TenantPlacement place = TenantPlacement.in(mode, ACME);
    places.make(ACME, place);
    execute(
        inside(mode),
        "insert into %s.run (tenant_id, title) values ('acme', 'kept')".formatted(schema(mode)));
    TenantPlaces next =
        TenantPlaces.of(
                owner("postgres"),
                LAYOUT,
                "labs_app",
                PlaceMigration.script(
                    PlacesDatabase.TABLES
                        + "create table if not exists step (tenant_id text not null, n bigserial)"))
            .databases(PlacesDatabase::owner);
    next.make(ACME, place);
    next.make(ACME, place);
    assertThat(texts(inside(mode), "select title from %s.run".formatted(schema(mode))))
        .containsExactly("kept");
    String step = schema(mode) + ".step";
    assertThat(
            texts(
                inside(mode),
                "select polname from pg_policy where polrelid = '%s'::regclass".formatted(step)))
        .containsExactly(RowSecurity.enable(step).policy());
    assertThat(
            texts(
                inside(mode),
                "select relrowsecurity and relforcerowsecurity from pg_class where oid = '%s'::regclass"
                    .formatted(step)))
        .containsExactly("t");
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEMA", "DATABASE"})
  void theApplicationMayUseRowsAndNothingElse(IsolationMode mode) throws Exception {
    places.make(ACME, TenantPlacement.in(mode, ACME));
    String rights =
        "select privilege_type from information_schema.role_table_grants"
            + " where grantee = 'labs_app' and table_schema = '%s' order by 1";
    assertThat(texts(inside(mode), rights.formatted(schema(mode))))
        .containsExactly("DELETE", "INSERT", "SELECT", "UPDATE");
    DataSource app = app(mode == IsolationMode.DATABASE ? "t_acme" : "postgres");
    assertThatThrownBy(() -> execute(app, "create table %s.mine (a int)".formatted(schema(mode))))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> execute(app, "truncate %s.run".formatted(schema(mode))))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> execute(app, "alter table %s.run add x int".formatted(schema(mode))))
        .hasMessageContaining("must be owner");
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEMA", "DATABASE"})
  void evenTheOwnerPutsNobodyElsesRowThere(IsolationMode mode) {
    places.make(ACME, TenantPlacement.in(mode, ACME));
    assertThatThrownBy(
            () ->
                execute(
                    inside(mode),
                    "insert into %s.run (tenant_id, title) values ('globex', 'misplaced')"
                        .formatted(schema(mode))))
        .hasMessageContaining("leasehold_place");
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEMA", "DATABASE"})
  void aDroppedPlaceIsGoneAndOthersStay(IsolationMode mode) {
    places.make(ACME, TenantPlacement.in(mode, ACME));
    places.make(OTHER, TenantPlacement.in(IsolationMode.SCHEMA, OTHER));
    places.drop(ACME, TenantPlacement.in(mode, ACME));
    places.drop(ACME, TenantPlacement.in(mode, ACME));
    assertThat(everything()).containsExactly("t_globex");
  }

  @Test
  void theSharedTablesAreNeitherMadeNorDropped() {
    places.make(ACME, new Shared());
    places.drop(ACME, new Shared());
    assertThat(everything()).isEmpty();
    assertThat(texts(superuser("postgres"), "select count(*) from labs.run")).containsExactly("0");
  }

  @Test
  void whatIsNotTheTenantsIsNeitherUsedNorDropped() {
    execute(owner("postgres"), "create schema t_acme; create table t_acme.precious (a int)");
    places.make(OTHER, new OwnSchema("t_globex"));
    for (OwnSchema schema : List.of(new OwnSchema("t_acme"), new OwnSchema("t_globex"))) {
      assertTaken(() -> places.make(ACME, schema));
      assertTaken(() -> places.drop(ACME, schema));
    }
    execute(owner("postgres"), "create database t_acme");
    execute(owner("t_acme"), "create schema x; create table x.precious (a int)");
    assertTaken(() -> places.make(ACME, new OwnDatabase("t_acme")));
    assertTaken(() -> places.drop(ACME, new OwnDatabase("t_acme")));
    assertThat(texts(owner("t_acme"), "select count(*) from x.precious")).containsExactly("0");
  }

  private static void assertTaken(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            PlaceTakenException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-308"));
  }

  @Test
  void aDatabaseThatWasMadeAndNotMarkedIsGoneOnWith() {
    execute(owner("postgres"), "create database t_acme");
    places.make(ACME, new OwnDatabase("t_acme"));
    assertThat(texts(superuser("t_acme"), "select count(*) from labs.run")).containsExactly("0");
  }

  @Test
  void aMigrationThatFailsIsTriedAgain() {
    TenantPlaces failing =
        TenantPlaces.of(
            owner("postgres"),
            LAYOUT,
            "labs_app",
            place -> {
              PlaceMigration.script(PlacesDatabase.TABLES).migrate(place);
              throw new SQLException("the network is down");
            });
    assertThatThrownBy(() -> failing.make(ACME, new OwnSchema("t_acme")))
        .isInstanceOfSatisfying(
            PlaceFailedException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-309"))
        .hasRootCauseMessage("the network is down");
    places.make(ACME, new OwnSchema("t_acme"));
    assertThat(
            texts(
                superuser("postgres"),
                "select count(*) from pg_policy where polrelid = 't_acme.run'::regclass"))
        .containsExactly("1");
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEMA", "DATABASE"})
  void nodesTakeTurns(IsolationMode mode) throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    Callable<Boolean> make =
        () -> {
          database.places().make(ACME, TenantPlacement.in(mode, ACME));
          return true;
        };
    for (Future<Boolean> made : nodes.invokeAll(Stream.generate(() -> make).limit(4).toList())) {
      assertThat(made.get(60, TimeUnit.SECONDS)).isTrue();
    }
    nodes.shutdown();
    assertThat(everything()).containsExactly("t_acme");
  }

  @Test
  void theDatabaseOfATenantIsNotForEveryRole() {
    places.make(ACME, new OwnDatabase("t_acme"));
    execute(superuser("postgres"), "drop role if exists passer_by; create role passer_by login");
    try {
      assertThatThrownBy(() -> texts(PlacesDatabase.as("passer_by", "t_acme"), "select 1"))
          .hasRootCauseMessage(
              "FATAL: permission denied for database \"t_acme\"\n"
                  + "  Detail: User does not have CONNECT privilege.");
    } finally {
      execute(superuser("postgres"), "drop role passer_by");
    }
  }

  private static List<String> everything() {
    return texts(
        superuser("postgres"),
        "select nspname from pg_namespace where nspname like 't\\_%'"
            + " union all select datname from pg_database where datname like 't\\_%'");
  }
}
