package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.leasehold.isolation.hibernate.placement.HikariPools;
import io.leasehold.isolation.hibernate.placement.IsolationMode;
import io.leasehold.isolation.hibernate.placement.PlaceLayout;
import io.leasehold.isolation.hibernate.placement.PlaceMigration;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.isolation.hibernate.placement.TenantPlaces;
import io.leasehold.isolation.hibernate.placement.TenantPools;
import io.leasehold.isolation.hibernate.placement.TenantRouting;
import io.leasehold.tenancy.Tenant;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The attacks on tenants with schemas or databases of their own, of which acme has one, too. */
@ParameterizedClass
@EnumSource(names = {"SCHEMA", "DATABASE"})
class PlacedAttacksTest {

  private static final String ROWS =
      """
      delete from course_tag; delete from course_learner; delete from lesson; delete from learner;
      delete from course; delete from quiz; delete from task;
      insert into course values (%1$s1, '%2$s', 'C%1$s1', '%3$s S3', null);
      insert into lesson values (1%1$s, '%2$s', %1$s1, '%3$s buckets');
      insert into learner values (2%1$s, '%2$s', '%3$s ada');
      insert into course_tag values ('%2$s', %1$s1, '%3$s storage');
      insert into course_learner values ('%2$s', %1$s1, 2%1$s);
      insert into task values (5%1$s, '%2$s', '%3$s exam');
      insert into quiz values (5%1$s, '%2$s', '%3$s why?');
      """;

  private static LabsDatabase database;
  private static IsolationMode mode;
  private static TenantRouting routing;
  private static Unit unit;
  private static final Map<String, Connection> JUDGES = new HashMap<>();

  private final IsolationMode ofClass;

  PlacedAttacksTest(IsolationMode mode) {
    this.ofClass = mode;
  }

  @BeforeParameterizedClassInvocation
  static void open(IsolationMode where) throws Exception {
    mode = where;
    database = LabsDatabase.bare();
    LabsDatabase.execute(database.owner(), Raid.SHARED_TABLES);
    LabsDatabase.execute(database.superuser(), "alter role labs_owner createdb");
    TenantPlaces places =
        TenantPlaces.of(
                database.owner(),
                PlaceLayout.of("labs"),
                "labs_app",
                PlaceMigration.script(Raid.TABLES_WITHOUT_SCHEMA))
            .databases(name -> source("labs_owner", name));
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      places.drop(tenant.id(), place(tenant));
      places.make(tenant.id(), place(tenant));
    }
    for (String name : new HashSet<>(List.of("postgres", database(ACME), database(GLOBEX)))) {
      JUDGES.put(name, source("postgres", name).getConnection());
    }
    routing =
        TenantRouting.builder(id -> TenantPlacement.in(mode, id), PlaceLayout.of("labs"))
            .databases(
                TenantPools.builder(HikariPools.of(name -> source("labs_app", name)).connections(2))
                    .build())
            .build();
    unit =
        Unit.of(
            TenantDataSource.around(database.app()).routed(routing),
            Map.of("leasehold.isolation.shared", Oddities.SHARED),
            Raid.entities());
  }

  @AfterParameterizedClassInvocation
  static void close() throws Exception {
    unit.close();
    routing.close();
    for (Connection judge : JUDGES.values()) {
      judge.close();
    }
    JUDGES.clear();
    LabsDatabase.execute(database.superuser(), "drop schema if exists t_acme, t_globex cascade");
  }

  // The functions are in no migration, and two attacks begin with a row that keys do not let be.
  @ParameterizedTest
  @EnumSource(
      mode = EXCLUDE,
      names = {"LAZY_READ", "JOIN_FETCH"})
  void theMatrix(MatrixAttack attack) throws Exception {
    assertNothing(tries(ACME, attack));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EXCLUDE,
      names = {"FUNCTION", "STORED_PROCEDURE", "DEFINER_FUNCTION"})
  void whatElseThereIs(SurfaceAttack attack) throws Exception {
    assertNothing(tries(ACME, attack));
  }

  @Test
  void eachTenantSeesItsOwn() throws Exception {
    assertThat(tries(GLOBEX, MatrixAttack.NATIVE_QUERY).seen()).containsExactly("GLOBEX S3");
    assertThat(tries(ACME, MatrixAttack.NATIVE_QUERY).seen()).containsExactly("own S3");
    assertThat(mode).isEqualTo(ofClass);
  }

  private static void assertNothing(Loot loot) {
    assertThat(loot.isNothing()).as(loot.toString()).isTrue();
  }

  private static Loot tries(Tenant attacker, Attack attack) throws Exception {
    inPlace(ACME, ROWS.formatted("", "acme", "own"));
    // Its ids are those that the attacks are after.
    inPlace(GLOBEX, ROWS.formatted("3", "globex", Loot.MARK).replace("31", "3"));
    Loot loot = new Loot();
    List<String> before = ofGlobex();
    try {
      unit.in(
          attacker,
          session -> {
            attack.on(session, loot);
            session.flush();
            return loot;
          });
    } catch (Exception e) {
      loot.refused(e);
    }
    List<String> changed = ofGlobex();
    changed.removeAll(before);
    List<String> gone = new ArrayList<>(before);
    gone.removeAll(ofGlobex());
    changed.addAll(gone);
    loot.changed(changed);
    return loot;
  }

  /** Every row that is not acme's, wherever it is, and what is in the shared tables. */
  private static List<String> ofGlobex() throws Exception {
    List<String> rows = new ArrayList<>();
    rows.addAll(LabsDatabase.texts(judge(ACME), all(schema(ACME), "tenant_id <> 'acme'")));
    rows.addAll(LabsDatabase.texts(judge(GLOBEX), all(schema(GLOBEX), "true")));
    rows.addAll(LabsDatabase.texts(JUDGES.get("postgres"), all("labs", "true")));
    return rows;
  }

  private static String all(String schema, String which) {
    return Raid.TABLES.stream()
        .map(
            table ->
                "select '%1$s ' || x::text from %2$s.%1$s x where %3$s"
                    .formatted(table, schema, which))
        .collect(Collectors.joining(" union all "));
  }

  private static void inPlace(Tenant tenant, String sql) throws Exception {
    LabsDatabase.execute(judge(tenant), "set search_path = " + schema(tenant) + ";" + sql);
  }

  private static Connection judge(Tenant tenant) {
    return JUDGES.get(database(tenant));
  }

  private static TenantPlacement place(Tenant tenant) {
    return TenantPlacement.in(mode, tenant.id());
  }

  private static String schema(Tenant tenant) {
    return mode == IsolationMode.SCHEMA ? "t_" + tenant.id() : "labs";
  }

  private static String database(Tenant tenant) {
    return mode == IsolationMode.SCHEMA ? "postgres" : "t_" + tenant.id();
  }

  private static DataSource source(String role, String name) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.appUrl().replace("/postgres", "/" + name));
    source.setUser(role);
    return source;
  }
}
