package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.transaction;
import static io.leasehold.isolation.hibernate.Tenants.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.schema.DatabaseRoles;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.NotEnforced;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.NotPlanned;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.PolicyAltered;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.PolicyMissing;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.PolicyOutdated;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.TableMissing;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.TenantColumnMissing;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.TenantColumnNotFilled;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.isolation.hibernate.schema.SchemaNotReadyException;
import io.leasehold.isolation.hibernate.schema.TenantTable;
import io.leasehold.isolation.hibernate.schema.TenantTable.Filler;
import io.leasehold.tenancy.Tenant;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row security from the mapping, on tables that Hibernate itself would make. */
class RowSecurityPlanTest {

  private static final String POLICY = RowSecurity.enable("any").policy();

  private final LabsDatabase database = LabsDatabase.bare();
  private final DataSource app = TenantDataSource.around(database.app());
  private static Shop.Made shop;
  private static RowSecurityPlan plan;

  @BeforeAll
  static void start() {
    shop = Shop.of(LabsDatabase.bare().app());
    plan = RowSecurityPlan.of(shop.unit().factory);
  }

  RowSecurityPlanTest() {
    execute(database.owner(), "drop table labs.note, labs.lab_run;" + shop.tables());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void everyTableWithTenantsRowsIsInThePlanAfterThoseItRefersTo() {
    assertThat(plan.tables())
        .extracting(TenantTable::qualifiedName)
        .containsExactly(
            "labs.course",
            "labs.asset",
            "labs.cardpayment",
            "labs.course_detail",
            "labs.course_tag",
            "labs.topic",
            "labs.course_topic",
            "labs.order",
            "labs.payment",
            "labs.region_course",
            "labs.video",
            "labs.video_subtitles");
    assertThat(plan.tables())
        .filteredOn(table -> table.filler() == Filler.DATABASE)
        .extracting(TenantTable::name)
        .containsExactly(
            "course_detail",
            "course_tag",
            "course_topic",
            "region_course",
            "video",
            "video_subtitles");
    assertThat(plan.sharedTables()).containsExactly("labs.region");
  }

  @Test
  void aTableOfEachShapeShowsATenantItsOwnRowsOnly() throws Exception {
    ready();
    fill();
    for (TenantTable table : plan.tables()) {
      if (!table.name().equals("region_course")) {
        String rows = "select count(distinct tenant_id) from " + quoted(table);
        assertThat(Tenants.texts(ACME, app, rows)).as(table.name()).containsExactly("1");
        List<String> nobodys = transaction(app, c -> texts(c, rows));
        assertThat(nobodys).as(table.name()).containsExactly("0");
      }
    }
    Shop.Course course =
        shop.unit()
            .in(
                GLOBEX,
                session -> {
                  Shop.Course found = session.find(Shop.Course.class, 200L);
                  assertThat(found.tags).containsExactly("tag of globex");
                  assertThat(found.topics).hasSize(1);
                  return found;
                });
    assertThat(course.detail).isEqualTo("detail of globex");
  }

  @Test
  @Tag("rls-09")
  void aRowOfACollectionIsNotPlantedInAnotherTenant() throws Exception {
    ready();
    fill();
    assertThatThrownBy(
            () ->
                update(
                    ACME,
                    app,
                    "insert into labs.course_tag (course_id, tags, tenant_id)"
                        + " values (200, 'planted', 'globex')"))
        .hasMessageContaining("row-level security");
    assertThatThrownBy(
            () ->
                transaction(
                    app,
                    c ->
                        update(
                            c, "insert into labs.course_tag (course_id, tags) values (200, 'x')")))
        .hasMessageContaining("row-level security");
  }

  @Test
  void rowsThatAreThereGetTheTenantOfTheirParent() throws Exception {
    execute(
        database.owner(),
        "insert into labs.course (id, tenant_id, title) values (1, 'acme', 'a'), (2, 'globex', 'b');"
            + "insert into labs.course_tag (course_id, tags) values (1, 'mine'), (2, 'theirs');"
            + "insert into labs.asset (id, tenant_id) values (3, 'globex');"
            + "insert into labs.video (id, file) values (3, 'film');"
            + "insert into labs.video_subtitles (video_id, subtitles) values (3, 'film');"
            + "insert into labs.region values (1);"
            + "insert into labs.region_course (region_id, course_id) values (1, 1)");
    ready();
    assertThat(Tenants.texts(ACME, app, "select tags from labs.course_tag"))
        .containsExactly("mine");
    assertThat(Tenants.texts(GLOBEX, app, "select file from labs.video")).containsExactly("film");
    assertThat(Tenants.texts(GLOBEX, app, "select subtitles from labs.video_subtitles"))
        .containsExactly("film");
    assertThat(Tenants.texts(ACME, app, "select course_id from labs.region_course"))
        .containsExactly("1");
  }

  @Test
  void rowsThatAreNobodysStopIt() throws Exception {
    execute(
        database.owner(),
        "alter table labs.course_tag drop constraint "
            + owner(
                    c ->
                        texts(
                            c,
                            "select quote_ident(conname) from pg_constraint where contype = 'f'"
                                + " and conrelid = 'labs.course_tag'::regclass"))
                .get(0)
            + "; insert into labs.course_tag (course_id, tags) values (77, 'nobody''s')");
    assertThatThrownBy(() -> owner(plan::apply)).hasMessageContaining("LH-ISO-288");
    // All or nothing.
    assertThat(drift())
        .hasOnlyElementsOfTypes(NotEnforced.class, PolicyMissing.class, TenantColumnMissing.class);
  }

  @Test
  void aSecondTimeThereIsNothingToDo() throws Exception {
    ready();
    assertThat(drift()).isEmpty();
    assertThat(owner(plan::apply)).isEmpty();
    execute(database.owner(), plan.script());
    assertThat(drift()).isEmpty();
  }

  @Test
  void eachDifferenceIsSeenAndTakenAway() throws Exception {
    ready();
    differs("alter table labs.course disable row level security", new NotEnforced("labs.course"));
    differs("alter table labs.course no force row level security", new NotEnforced("labs.course"));
    differs("drop policy " + POLICY + " on labs.course", new PolicyMissing("labs.course"));
    differs(
        "alter policy " + POLICY + " on labs.course with check (true)",
        new PolicyAltered("labs.course", POLICY));
    differs(
        "alter policy " + POLICY + " on labs.course to labs_app",
        new PolicyAltered("labs.course", POLICY));
    differs(
        "alter policy " + POLICY + " on labs.course using (tenant_id = 'globex')",
        new PolicyAltered("labs.course", POLICY));
    differs(
        "create policy leasehold_tenant on labs.course using (true)",
        new PolicyOutdated("labs.course", "leasehold_tenant"));
    differs(
        "alter table labs.course_tag alter tenant_id drop default",
        new TenantColumnNotFilled("labs.course_tag", "tenant_id"));
    differs(
        "alter table labs.course_tag alter tenant_id set default 'globex'",
        new TenantColumnNotFilled("labs.course_tag", "tenant_id"));
    differs(
        "alter table labs.course_tag alter tenant_id drop not null",
        new TenantColumnNotFilled("labs.course_tag", "tenant_id"));
    assertThat(TenantIsolationCheck.of(database.app(), "labs").entities(shop.unit().factory).run())
        .satisfies(
            report ->
                assertThat(report.findings())
                    .extracting(IsolationFinding::hole)
                    .doesNotContain(
                        IsolationHole.TABLE_NOT_DECLARED,
                        IsolationHole.ENTITY_WITHOUT_TENANT,
                        IsolationHole.ENTITY_TABLE_NOT_CHECKED,
                        IsolationHole.TENANT_COLUMN_DEFAULT,
                        IsolationHole.CHILD_WITHOUT_TENANT));
  }

  @Test
  void whatTheApplicationsMigrationsLackIsNotMade() throws Exception {
    execute(database.owner(), "drop table labs.payment; alter table labs.\"order\" drop tenant_id");
    assertThatThrownBy(() -> owner(plan::apply))
        .isInstanceOfSatisfying(
            SchemaNotReadyException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("LH-ISO-287");
              assertThat(refusal.differences())
                  .containsExactlyInAnyOrder(
                      new TableMissing("labs.payment"),
                      new TenantColumnMissing("labs.order", "tenant_id", false));
            });
  }

  @Test
  void aTableThatIsNoLongerInThePlanIsNamedAndLeftAlone() throws Exception {
    ready();
    execute(
        database.owner(),
        "create table labs.gone (tenant_id text);" + RowSecurity.enable("labs.gone").script());
    assertThat(owner(plan::apply)).containsExactly(new NotPlanned("labs.gone"));
    assertThat(drift()).containsExactly(new NotPlanned("labs.gone"));
    List<RowSecurityDrift> withIt = owner(plan.and("labs.gone", "tenant_id")::drift);
    assertThat(withIt).isEmpty();
  }

  @Test
  void theDigestTellsPlansApart() {
    TenantExpression other = TenantExpression.function("labs.who()");
    try (Shop.Made smaller = Shop.of(database.app(), Shop.Topic.class);
        Shop.Made same = Shop.of(database.app())) {
      assertThat(RowSecurityPlan.of(same.unit().factory).digest()).isEqualTo(plan.digest());
      assertThat(
              List.of(
                  RowSecurityPlan.of(smaller.unit().factory).digest(),
                  plan.tenant(other).digest(),
                  plan.digest()))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void anotherExpressionIsADriftAndThenTheDefaultToo() throws Exception {
    ready();
    execute(
        database.owner(),
        "create function labs.who() returns text language sql stable"
            + " as 'select nullif(current_setting(''leasehold.tenant'', true), '''')';"
            // The grants have taken functions away from everybody.
            + "grant execute on function labs.who() to labs_app");
    RowSecurityPlan other = plan.tenant(TenantExpression.function("labs.who()"));
    assertThat(owner(other::apply)).isNotEmpty();
    assertThat(owner(other::drift)).isEmpty();
    fill();
    assertThat(Tenants.texts(ACME, app, "select tags from labs.course_tag"))
        .containsExactly("tag of acme");
    assertThat(
            TenantIsolationCheck.of(database.app(), "labs").tenant(other.tenant()).run().errors())
        .extracting(IsolationFinding::hole)
        .doesNotContain(IsolationHole.TENANT_COLUMN_DEFAULT, IsolationHole.POLICY_TOO_WIDE);
  }

  private void differs(String change, RowSecurityDrift difference) throws Exception {
    execute(database.owner(), change);
    assertThat(drift()).as(change).containsExactly(difference);
    assertThat(owner(plan::apply)).containsExactly(difference);
    assertThat(drift()).as("after " + change).isEmpty();
  }

  // By anybody: the catalogue is for all to read.
  private List<RowSecurityDrift> drift() throws Exception {
    return transaction(app, plan::drift);
  }

  private void ready() throws Exception {
    owner(plan::apply);
    for (String sql : DatabaseRoles.of("labs_owner", "labs_app").grants(plan)) {
      execute(database.owner(), sql);
    }
  }

  private void fill() throws Exception {
    fill(ACME, 100);
    fill(GLOBEX, 200);
  }

  private void fill(Tenant tenant, long first) throws Exception {
    shop.unit()
        .in(
            tenant,
            session -> {
              Shop.rows(first, tenant.id().value()).forEach(session::persist);
              return tenant;
            });
  }

  private <T> T owner(Tenants.Work<T> work) throws Exception {
    try (Connection connection = database.owner().getConnection()) {
      return work.on(connection);
    }
  }

  private static String quoted(TenantTable table) {
    return "\"labs\".\"" + table.name() + "\"";
  }
}
