package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.IsolationHole.CHILD_TABLE_WITHOUT_ROW_SECURITY;
import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.texts;
import static io.leasehold.isolation.hibernate.Tenants.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.schema.RowSecurityDrift;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift.PartitionOpen;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.isolation.hibernate.schema.SchemaNotReadyException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenants' table in parts, each of which can be read by its own name. */
class PartitionsTest {

  /** Ranges of days, one of them in lists of kinds; a hash elsewhere; a heir. */
  private static final String TABLES =
      """
      drop schema if exists elsewhere cascade;
      create schema elsewhere;
      create table labs.visit (tenant_id text not null, day date, kind text)
        partition by range (day);
      create table labs.visit_old partition of labs.visit
        for values from (minvalue) to ('2026-01-01');
      create table labs.visit_new partition of labs.visit default partition by list (kind);
      create table labs.visit_new_web partition of labs.visit_new for values in ('web');
      create table labs."Visit-other" partition of labs.visit_new default;
      create table labs.click (tenant_id text not null, day date) partition by hash (day);
      create table elsewhere.click_0 partition of labs.click
        for values with (modulus 1, remainder 0);
      create table labs.paper (tenant_id text not null, day date);
      create table labs.paper_old () inherits (labs.paper);
      insert into labs.visit select t, d::date, k
        from unnest(array['acme', 'globex']) t, unnest(array['2025-05-05', '2026-06-06']) d,
          unnest(array['web', 'app']) k;
      insert into labs.click select tenant_id, day from labs.visit;
      insert into labs.paper_old select tenant_id, day from labs.visit;
      grant usage on schema elsewhere to labs_app;
      grant select, insert, update, delete on all tables in schema labs, elsewhere to labs_app;
      """;

  private static final List<String> PARTS =
      List.of(
          "labs.visit_old",
          "labs.visit_new",
          "labs.visit_new_web",
          "labs.\"Visit-other\"",
          "elsewhere.click_0",
          "labs.paper_old");

  private static Unit unit;
  private static RowSecurityPlan plan;

  private final LabsDatabase database = LabsDatabase.bare();
  private final DataSource app = TenantDataSource.around(database.app());

  @BeforeAll
  static void start() {
    unit = Unit.of(LabsDatabase.bare().app());
    plan =
        RowSecurityPlan.of(unit.factory)
            .and("labs.visit", "tenant_id")
            .and("labs.click", "tenant_id")
            .and("labs.paper", "tenant_id");
  }

  @AfterAll
  static void close() {
    unit.close();
  }

  PartitionsTest() {
    execute(database.superuser(), "grant create on database postgres to labs_owner");
    execute(database.owner(), TABLES);
  }

  @Test
  void thePlanCoversEachPartUnderItsOwnName() throws Exception {
    assertThat(apply())
        .filteredOn(PartitionOpen.class::isInstance)
        .extracting(one -> ((PartitionOpen) one).partition())
        .containsExactlyInAnyOrder(
            "labs.visit_old",
            "labs.visit_new",
            "labs.visit_new_web",
            "labs.Visit-other",
            "elsewhere.click_0",
            "labs.paper_old");
    assertThat(drift()).isEmpty();
    for (String part : PARTS) {
      assertThat(texts(ACME, app, "select distinct tenant_id from " + part))
          .as(part)
          .containsExactly("acme");
      assertThatThrownBy(() -> update(ACME, app, "update " + part + " set tenant_id = 'globex'"))
          .as(part)
          .hasMessageContaining("row-level security");
    }
    assertThat(holes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labs.visit_old",
        "labs.visit_new",
        "labs.visit_new_web",
        "labs.\"Visit-other\"",
        "elsewhere.click_0",
        "labs.paper_old"
      })
  void withoutItsOwnRowSecurityAPartShowsAllTenantsAndIsFound(String part) throws Exception {
    apply();
    execute(database.owner(), "alter table " + part + " disable row level security");
    assertThat(texts(ACME, app, "select distinct tenant_id from " + part))
        .contains("acme", "globex");
    assertThat(drift()).hasExactlyElementsOfTypes(PartitionOpen.class);
    assertThat(holes()).containsExactly(part.replace("\"", ""));
  }

  @Test
  void aPartThatComesLaterIsDriftUntilThePlanIsAppliedAgain() throws Exception {
    apply();
    execute(
        database.owner(),
        "create table labs.visit_new_phone partition of labs.visit_new for values in ('phone')");
    assertThat(drift())
        .containsExactly(new PartitionOpen("labs.visit", "labs.visit_new_phone", true));
    assertThat(holes()).containsExactly("labs.visit_new_phone");
    apply();
    assertThat(drift()).isEmpty();
    assertThat(holes()).isEmpty();
  }

  @Test
  void aPolicyThatSomebodyWidenedOnAPartIsDrift() throws Exception {
    apply();
    String policy = RowSecurity.enable("labs.visit").policy();
    execute(database.owner(), "alter policy " + policy + " on labs.visit_old using (true)");
    assertThat(drift()).containsExactly(new PartitionOpen("labs.visit", "labs.visit_old", true));
    apply();
    assertThat(drift()).isEmpty();
  }

  @Test
  void aForeignTableCannotBeAPart() {
    execute(
        database.superuser(),
        """
        create extension if not exists postgres_fdw;
        drop server if exists far cascade;
        create server far foreign data wrapper postgres_fdw;
        drop table labs.visit_old;
        create foreign table labs.visit_far partition of labs.visit
          for values from (minvalue) to ('2026-01-01') server far;
        """);
    assertThatThrownBy(this::apply)
        .isInstanceOf(SchemaNotReadyException.class)
        .hasMessageContaining("labs.visit_far of labs.visit is a foreign table");
    execute(database.superuser(), "drop extension postgres_fdw cascade");
  }

  private List<RowSecurityDrift> apply() throws SQLException {
    try (Connection owner = database.owner().getConnection()) {
      return plan.apply(owner);
    }
  }

  private List<RowSecurityDrift> drift() throws SQLException {
    try (Connection owner = database.owner().getConnection()) {
      return plan.drift(owner);
    }
  }

  private List<String> holes() throws SQLException {
    return TenantIsolationCheck.of(database.app(), "labs").run().findings().stream()
        .filter(finding -> finding.hole() == CHILD_TABLE_WITHOUT_ROW_SECURITY)
        .map(IsolationFinding::subject)
        .toList();
  }
}
