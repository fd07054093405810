package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.IsolationHole.BYPASSES_ROW_SECURITY;
import static io.leasehold.isolation.hibernate.IsolationHole.CHILD_TABLE_WITHOUT_ROW_SECURITY;
import static io.leasehold.isolation.hibernate.IsolationHole.ENTITY_WITHOUT_TENANT;
import static io.leasehold.isolation.hibernate.IsolationHole.MATERIALIZED_VIEW;
import static io.leasehold.isolation.hibernate.IsolationHole.MAY_TRUNCATE;
import static io.leasehold.isolation.hibernate.IsolationHole.NOTHING_FOUND;
import static io.leasehold.isolation.hibernate.IsolationHole.NOT_FORCED;
import static io.leasehold.isolation.hibernate.IsolationHole.NO_CHECK;
import static io.leasehold.isolation.hibernate.IsolationHole.NO_POLICY;
import static io.leasehold.isolation.hibernate.IsolationHole.OWNS_TABLE;
import static io.leasehold.isolation.hibernate.IsolationHole.POLICY_TOO_WIDE;
import static io.leasehold.isolation.hibernate.IsolationHole.ROWS_SEEN;
import static io.leasehold.isolation.hibernate.IsolationHole.ROW_SECURITY_OFF;
import static io.leasehold.isolation.hibernate.IsolationHole.SUPERUSER;
import static io.leasehold.isolation.hibernate.IsolationHole.VIEW_WITH_OWNERS_RIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check against a sound database, and against one hole at a time. */
class TenantIsolationCheckTest {

  private static final String POLICY = RowSecurity.enable("labs.note").policy();

  private final LabsDatabase database = LabsDatabase.sound();

  @Test
  void aSoundDatabaseHolds() throws SQLException {
    IsolationReport report = TenantIsolationCheck.verify(database.app(), "labs");
    assertThat(report.holds()).isTrue();
    assertThat(report.tables()).containsExactly("labs.lab_run", "labs.note");
  }

  @Test
  void theCheckWorksThroughAGuardedPoolOfOneAndLeavesItAsItWas() throws Exception {
    try (var pool = database.pool(1)) {
      DataSource guarded = TenantDataSource.around(pool);
      TenantIsolationCheck.verify(guarded, "labs");
      assertThat(Tenants.as(Tenants.ACME, guarded, LabsDatabase::titles)).hasSize(2);
    }
  }

  @Test
  @Tag("rls-13")
  @Tag("mistake-11")
  void aSuperuserIsAHole() throws SQLException {
    assertFound(database.superuser(), SUPERUSER, "role postgres");
  }

  @Test
  @Tag("rls-13")
  @Tag("mistake-11")
  void aRoleThatBypassesRowSecurityIsAHole() throws SQLException {
    String role = database.role("bypassrls");
    assertFound(database.as(role), BYPASSES_ROW_SECURITY, "role " + role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"superuser", "bypassrls"})
  @Tag("mistake-11")
  void aRoleThatMayBecomeADangerousOneIsAHole(String attribute) throws SQLException {
    String dangerous = database.role(attribute);
    String middle = database.role("noinherit");
    String role = database.role("noinherit");
    LabsDatabase.execute(
        database.superuser(),
        "grant " + dangerous + " to " + middle + "; grant " + middle + " to " + role);
    assertFound(
        database.as(role),
        attribute.equals("superuser") ? SUPERUSER : BYPASSES_ROW_SECURITY,
        "role " + dangerous);
  }

  @Test
  @Tag("rls-01")
  @Tag("mistake-11")
  void theOwnerOfATableIsAHole() throws SQLException {
    assertFound(database.owner(), OWNS_TABLE, "labs.lab_run", "labs.note");
  }

  @Test
  @Tag("mistake-11")
  void aRoleThatMayBecomeTheOwnerIsAHole() throws SQLException {
    String role = database.role("noinherit");
    LabsDatabase.execute(database.superuser(), "grant labs_owner to " + role);
    assertFound(database.as(role), OWNS_TABLE, "labs.lab_run", "labs.note");
  }

  @Test
  void aTableWithoutRowSecurityIsAHole() throws SQLException {
    change("alter table labs.note disable row level security");
    assertFound(ROW_SECURITY_OFF, "labs.note");
  }

  @Test
  void aNewTableOfTenantsIsNotForgotten() throws SQLException {
    change("create table labs.invoice (id bigint, tenant_id text)");
    assertFound(ROW_SECURITY_OFF, "labs.invoice");
  }

  @Test
  void aPartitionThatIsReadByItselfIsNotForgotten() throws SQLException {
    change(
        "create table labs.event (tenant_id text, day date) partition by range (day);"
            + RowSecurity.enable("labs.event").script()
            + "create table labs.event_1 partition of labs.event default;");
    assertFound(CHILD_TABLE_WITHOUT_ROW_SECURITY, "labs.event_1");
  }

  @Test
  @Tag("rls-01")
  void aTableWithoutForceIsAHole() throws SQLException {
    change("alter table labs.note no force row level security");
    assertFound(NOT_FORCED, "labs.note");
  }

  @Test
  void aTableWithoutAPolicyIsFound() throws SQLException {
    change("drop policy " + POLICY + " on labs.note");
    assertFound(NO_POLICY, "labs.note");
  }

  @Test
  @Tag("rls-09")
  void aPolicyWithoutWithCheckIsAHole() throws SQLException {
    change(
        "drop policy "
            + POLICY
            + " on labs.note;"
            + "create policy p on labs.note"
            + " using (tenant_id = nullif(current_setting('leasehold.tenant', true), ''))");
    assertFound(NO_CHECK, "policy p on labs.note");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "using (true)",
        "for insert with check (true)",
        "for update using (true) with check (true)",
        "using (tenant_id is not null)",
        "using (tenant_id = current_setting('leasehold.tenant', true))",
        "using (tenant_id = nullif(current_setting('other.tenant', true), ''))",
        "using (text = nullif(current_setting('leasehold.tenant', true), ''))",
        "using (tenant_id <> nullif(current_setting('leasehold.tenant', true), ''))",
        "using (tenant_id = nullif(current_setting('leasehold.tenant', true), '') or id = 31)",
        "using (tenant_id = coalesce(nullif(current_setting('leasehold.tenant', true), ''), 'acme'))",
        "using (tenant_id = nullif(current_setting('leasehold.tenant', true), ''))"
            + " with check (true)"
      })
  @Tag("rls-02")
  void aPolicyThatIsWiderThanTheTenantIsAHole(String policy) throws SQLException {
    change("create policy wide on labs.note " + policy);
    assertFound(POLICY_TOO_WIDE, "policy wide on labs.note");
  }

  @Test
  void aPolicyThatOnlyTakesAwayOrIsForOthersIsNone() throws SQLException {
    String auditor = database.role("noinherit");
    change(
        "create policy narrow on labs.note as restrictive using (id > 0);"
            + "create policy audit on labs.note to "
            + auditor
            + " using (true)");
    TenantIsolationCheck.verify(database.app(), "labs");
  }

  @Test
  @Tag("rls-12")
  void theRightToTruncateIsAHole() throws SQLException {
    change("grant truncate on labs.note to labs_app");
    assertFound(MAY_TRUNCATE, "labs.note");
  }

  @Test
  @Tag("rls-06")
  void aViewWithItsOwnersRightsIsAHoleEvenBehindAnother() throws SQLException {
    change(
        "create view labs.inner_view as select * from labs.note;"
            + "create view labs.outer_view as select * from labs.inner_view;"
            + "grant select on labs.outer_view to labs_app");
    assertFound(VIEW_WITH_OWNERS_RIGHTS, "labs.outer_view");
  }

  @Test
  void aViewWithTheReadersRightsOrForOthersIsNone() throws SQLException {
    change(
        "create view labs.good with (security_invoker = on) as select * from labs.note;"
            + "grant select on labs.good to labs_app;"
            + "create view labs.not_yours as select * from labs.note");
    TenantIsolationCheck.verify(database.app(), "labs");
  }

  @Test
  @Tag("rls-06")
  void aMaterializedViewIsAHole() throws SQLException {
    change(
        "create materialized view labs.totals as select count(*) from labs.note;"
            + "grant select on labs.totals to labs_app");
    assertFound(MATERIALIZED_VIEW, "labs.totals");
  }

  @Test
  void aCheckThatLookedAtNothingDoesNotHold() throws SQLException {
    assertThat(TenantIsolationCheck.of(database.app(), "lab").run().findings())
        .extracting(IsolationFinding::hole)
        .containsExactly(NOTHING_FOUND);
    assertThat(TenantIsolationCheck.of(database.app(), "labs").tenantColumn("tenant").run().holds())
        .isFalse();
    assertThatThrownBy(() -> TenantIsolationCheck.of(database.app()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEntityWithoutATenantIsAHoleUnlessAllTenantsShareIt() throws SQLException {
    try (Unit unit =
        Unit.of(
            database.app(),
            Map.of("leasehold.isolation", "none"),
            LabRun.class,
            Note.class,
            Lab.class)) {
      TenantIsolationCheck check = TenantIsolationCheck.of(database.app(), "labs");
      assertThat(check.entities(unit.factory).run().errors())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.hole()).isEqualTo(ENTITY_WITHOUT_TENANT);
                assertThat(finding.subject()).contains("Lab");
              });
      assertThat(check.entities(unit.factory, Lab.class).run().holds()).isTrue();
    }
  }

  @Test
  void theRefusalNamesEveryHoleWithItsCodeAndWayOut() {
    change(
        "grant truncate on labs.note to labs_app;"
            + "alter table labs.lab_run no force row level security");
    assertThatThrownBy(() -> TenantIsolationCheck.verify(database.app(), "labs"))
        .isInstanceOfSatisfying(
            IsolationHolesException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("LH-ISO-205");
              assertThat(refusal.report().errors()).hasSize(2);
            })
        .hasMessageContainingAll(
            "LH-ISO-223 MAY_TRUNCATE labs.note: revoke truncate", "LH-ISO-231 NOT_FORCED");
  }

  private void change(String sql) {
    LabsDatabase.execute(database.owner(), sql);
  }

  private void assertFound(IsolationHole hole, String... subjects) throws SQLException {
    assertFound(database.app(), hole, subjects);
  }

  private static void assertFound(DataSource source, IsolationHole hole, String... subjects)
      throws SQLException {
    IsolationReport report = TenantIsolationCheck.of(source, "labs").run();
    // Where the hole shows rows, the probe says so too.
    List<IsolationFinding> found =
        report.errors().stream().filter(finding -> finding.hole() != ROWS_SEEN).toList();
    assertThat(found).extracting(IsolationFinding::hole).containsOnly(hole);
    assertThat(found).extracting(IsolationFinding::subject).containsExactly(subjects);
    assertThatThrownBy(report::require).isInstanceOf(IsolationHolesException.class);
  }

  @Entity
  @Table(name = "lab", schema = "labs")
  static class Lab {
    @Id Long id;
  }
}
