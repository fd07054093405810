package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.IsolationHole.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sound schema, and one fault after the other in it. */
class SeededFaultsTest {

  private final LabsDatabase database = LabsDatabase.sound();

  SeededFaultsTest() {
    LabsDatabase.execute(
        database.superuser(),
        "do 'begin create role auditor; exception when duplicate_object then null; end'");
    // Sequential keys are a warning, and the sound schema is to have none.
    LabsDatabase.execute(
        database.owner(),
        "alter table labs.note drop constraint note_pkey;"
            + "alter table labs.lab_run drop constraint lab_run_pkey");
  }

  @AfterEach
  void repair() {
    LabsDatabase.execute(database.superuser(), Fault.REPAIR);
  }

  @Test
  void theSoundSchemaHasNoFinding() throws SQLException {
    IsolationReport report = TenantIsolationCheck.of(database.app(), "labs").run();
    assertThat(report.findings()).as(report.text()).isEmpty();
  }

  static List<Fault> faults() {
    return Fault.ALL;
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Tag("rls-01")
  @Tag("rls-06")
  @Tag("rls-07")
  @Tag("rls-08")
  @Tag("rls-09")
  @Tag("rls-12")
  @Tag("rls-13")
  @Tag("mistake-11")
  @Tag("mistake-24")
  void theFaultIsFoundUnderItsCode(Fault fault) throws SQLException {
    if (fault.sql().contains("references labs.lab_run (id)")) {
      LabsDatabase.execute(database.owner(), "alter table labs.lab_run add unique (id)");
    }
    LabsDatabase.execute(fault.superuser() ? database.superuser() : database.owner(), fault.sql());
    IsolationReport report = TenantIsolationCheck.of(database.app(), "labs").run();
    assertThat(report.findings())
        .as(report.text())
        .anySatisfy(
            finding -> {
              assertThat(finding.hole()).isEqualTo(fault.hole());
              assertThat(finding.subject()).isEqualTo(fault.subject());
            });
    if (fault.hole().level() == Level.ERROR) {
      assertThat(report.holds()).isFalse();
    }
  }

  @Test
  void thereAreFaultsOfManyKinds() {
    Set<IsolationHole> kinds = Fault.ALL.stream().map(Fault::hole).collect(Collectors.toSet());
    assertThat(kinds).hasSizeGreaterThanOrEqualTo(25);
  }
}
