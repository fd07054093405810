package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the check tries, and does not only read: canary, pooler, versions, drift. */
class LiveProbesTest {

  private static final TenantId GLOBEX = TenantId.of("globex");

  private final LabsDatabase database = LabsDatabase.sound();
  private final TenantIsolationCheck check = TenantIsolationCheck.of(database.app(), "labs");

  @Test
  void theCanarySeesItsRowsAndKeepsThem() throws Exception {
    assertThat(check.canary(GLOBEX).run().holds()).isTrue();
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC");
  }

  @Test
  void aCanaryWithoutRowsProvesNothing() throws SQLException {
    assertFound(check.canary(TenantId.of("nobody")), IsolationHole.CANARY_ABSENT);
  }

  @Test
  @Tag("rls-02")
  void rowsThatAreSeenWithoutATenantAreFound() throws SQLException {
    owner("create policy open on labs.note for select using (true)");
    assertFound(check, IsolationHole.ROWS_SEEN);
  }

  @Test
  @Tag("rls-09")
  void aCanaryThatCanGiveItsRowsAwayIsFoundAndLosesNone() throws SQLException {
    // For select too: what an update writes has to be seen by it.
    owner(
        "create policy giveaway on labs.lab_run for update using (true) with check (true);"
            + "create policy look on labs.lab_run for select using (true);"
            + "alter table labs.note drop constraint note_run");
    assertFound(check.canary(GLOBEX), IsolationHole.CANARY_MOVED);
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC");
    assertThat(tenants()).containsExactly("acme", "acme", "globex");
  }

  @Test
  @Tag("rls-05")
  @Tag("mistake-10")
  void aTenantThatSomebodyLeftOnTheConnectionIsFound() throws Exception {
    try (var pool = database.pool(1)) {
      LabsDatabase.execute(pool, "set leasehold.tenant = 'globex'");
      assertFound(TenantIsolationCheck.of(pool, "labs"), IsolationHole.TENANT_PRESET);
    }
  }

  @Test
  void aPoolerThatWasNotDeclaredIsAWarning() throws SQLException {
    TenantIsolationCheck behind =
        TenantIsolationCheck.of(new SplittingPooler(database.app(), 1), "labs");
    IsolationReport report = behind.run();
    assertThat(report.warnings())
        .extracting(IsolationFinding::hole)
        .contains(IsolationHole.POOLER_NOT_DECLARED);
    assertThat(report.holds()).isTrue();
    assertThat(behind.behindPooler().run().warnings())
        .extracting(IsolationFinding::hole)
        .doesNotContain(IsolationHole.POOLER_NOT_DECLARED);
    assertThat(check.run().warnings())
        .extracting(IsolationFinding::hole)
        .doesNotContain(IsolationHole.POOLER_NOT_DECLARED);
  }

  @Test
  void aPoolerThatSplitsTransactionsIsFoundEvenWhenDeclared() throws SQLException {
    assertFound(
        TenantIsolationCheck.of(new SplittingPooler(database.app(), 2), "labs").behindPooler(),
        IsolationHole.POOLER_SPLITS_TRANSACTIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "130022, false", "140018, false", "140019, true", "150013, false", "150014, true",
    "160009, false", "160010, true", "170005, false", "170006, true", "180000, true",
    "190001, true"
  })
  void aPostgresWithoutTheFixesIsFound(int version, boolean safe) throws SQLException {
    Stream<IsolationHole> found =
        check.serverVersion(version).run().errors().stream().map(IsolationFinding::hole);
    assertThat(found.anyMatch(IsolationHole.POSTGRES_TOO_OLD::equals)).isEqualTo(!safe);
  }

  @Test
  void aPolicyThatIsNotTheOneReleasedIsFound() throws SQLException {
    owner("create policy learner on labs.note as restrictive using (text is not null)");
    String released = check.run().fingerprint();
    assertThat(check.fingerprint(released).run().holds()).isTrue();
    owner("drop policy learner on labs.note");
    assertFound(check.fingerprint(released), IsolationHole.POLICY_DRIFT);
    owner("create policy learner on labs.note as restrictive using (text is not null)");
    assertThat(check.fingerprint(released).run().holds()).isTrue();
  }

  @Test
  void aTableOfAnEntityOutsideTheSchemasIsFound() throws SQLException {
    owner("create schema labs_more; alter table labs.note set schema labs_more");
    try (Unit unit = Unit.of(database.app())) {
      assertThat(check.entities(unit.factory).run().errors())
          .extracting(IsolationFinding::toString)
          .singleElement()
          .asString()
          .contains("ENTITY_TABLE_NOT_CHECKED", "note");
    } finally {
      owner("drop schema labs_more cascade");
    }
  }

  @Test
  void aTableOfACollectionWithoutTheTenantIsFound() throws SQLException {
    owner("create table labs.run_tag (tagged_id bigint, tag text)");
    try (Unit unit = Unit.of(database.app(), Map.of(), Tagged.class)) {
      assertThat(check.entities(unit.factory).run().errors())
          .extracting(IsolationFinding::toString)
          .singleElement()
          .asString()
          .contains("ENTITY_TABLE_NOT_CHECKED", "run_tag");
    }
  }

  @Test
  void aHoleIsAcceptedWithAReasonAndOnlyTheOneNamed() throws SQLException {
    owner("grant truncate on labs.note to labs_app; grant truncate on labs.lab_run to labs_app");
    TenantIsolationCheck accepting =
        check.accept(IsolationHole.MAY_TRUNCATE, "labs.note", "notes are emptied at night");
    IsolationReport report = accepting.run();
    assertThat(report.errors())
        .extracting(IsolationFinding::subject)
        .containsExactly("labs.lab_run");
    assertThat(report.accepted()).hasSize(1);
    assertThat(report.text())
        .contains(
            "TENANTS ARE NOT KEPT APART (2 tables, 1 errors,",
            "ERROR   LH-ISO-223 MAY_TRUNCATE labs.lab_run: revoke truncate",
            "accepted LH-ISO-223 MAY_TRUNCATE labs.note, because notes are emptied at night");
  }

  @Test
  void whatNothingCanMakeGoodIsNotAccepted() {
    assertThatThrownBy(() -> check.accept(IsolationHole.SUPERUSER, "role labs_app", "it is easy"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> check.accept(IsolationHole.MAY_CREATE, "schema labs", " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTableThatAllTenantsShareIsDeclared() throws SQLException {
    owner("create table labs.region (name text); grant select on labs.region to labs_app");
    assertThat(check.run().warnings())
        .extracting(IsolationFinding::hole)
        .contains(IsolationHole.TABLE_NOT_DECLARED);
    assertThat(check.sharedTables("labs.region").run().warnings())
        .extracting(IsolationFinding::hole)
        .doesNotContain(IsolationHole.TABLE_NOT_DECLARED);
  }

  private void owner(String sql) {
    LabsDatabase.execute(database.owner(), sql);
  }

  private List<String> tenants() throws SQLException {
    try (var connection = database.superuser().getConnection()) {
      return LabsDatabase.texts(connection, "select tenant_id from labs.lab_run order by id");
    }
  }

  private static void assertFound(TenantIsolationCheck check, IsolationHole hole)
      throws SQLException {
    IsolationReport report = check.run();
    assertThat(report.errors()).as(report.text()).extracting(IsolationFinding::hole).contains(hole);
  }

  @Entity(name = "Tagged")
  @Table(name = "lab_run", schema = "labs")
  static class Tagged {
    @Id Long id;
    @org.hibernate.annotations.TenantId String tenant_id;

    @ElementCollection
    @CollectionTable(name = "run_tag", schema = "labs")
    @Column(name = "tag")
    Set<String> tags = new HashSet<>();
  }
}
