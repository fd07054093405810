package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.schema.RowSecurityDrift;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.isolation.hibernate.schema.TenantTable;
import io.leasehold.tenancy.Tenant;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.DefaultRevisionEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revisions that Envers keeps of tenants' entities are those tenants' rows. */
class EnversTest {

  private static final Map<String, Object> DEFAULT_REVISIONS =
      Map.of(
          "hibernate.default_schema",
          "labs",
          "leasehold.isolation.shared",
          DefaultRevisionEntity.class.getName());

  private final LabsDatabase database = LabsDatabase.bare();

  @Test
  void theTablesOfRevisionsAndOfTheirCollectionsAreInThePlan() {
    Press.make(database);
    try (Unit unit = unit(Press.SETTINGS)) {
      assertThat(RowSecurityPlan.of(unit.factory).tables())
          .filteredOn(table -> table.filler() == TenantTable.Filler.DATABASE)
          .extracting(TenantTable::qualifiedName)
          .containsExactlyInAnyOrder("labs.paper_tag", "labs.paper_aud", "labs.paper_tag_aud");
      assertThat(RowSecurityPlan.of(unit.factory).sharedTables()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachTenantHasAHistoryOfItsOwnFromTheFirstRevisionToTheLast(boolean storeDataAtDelete)
      throws Exception {
    Press.make(database);
    Map<String, Object> settings = new HashMap<>(Press.SETTINGS);
    settings.put("org.hibernate.envers.store_data_at_delete", storeDataAtDelete);
    try (Unit unit = unit(settings)) {
      liveAndDie(unit, ACME, 1, "S3");
      liveAndDie(unit, GLOBEX, 2, "VPC");
      assertThat(history(unit, ACME, 1)).containsExactly("S3 [tag of S3]", "more [tag of more]");
      assertThat(history(unit, GLOBEX, 2))
          .containsExactly("VPC [tag of VPC]", "more [tag of more]");
      assertThat(history(unit, ACME, 2)).isEmpty();
    }
    try (Connection judge = database.superuser().getConnection()) {
      assertThat(
              LabsDatabase.texts(
                  judge, "select distinct id || tenant_id from labs.paper_aud order by 1"))
          .containsExactly("1acme", "2globex");
      assertThat(
              LabsDatabase.texts(
                  judge,
                  "select distinct paper_id || tenant_id from labs.paper_tag_aud order by 1"))
          .containsExactly("1acme", "2globex");
    }
  }

  @Test
  void theCheckHasNothingToSayOfThem() throws Exception {
    Press.make(database);
    try (Unit unit = unit(Press.SETTINGS)) {
      assertThat(check(unit).errors()).isEmpty();
    }
  }

  @Test
  void aTableOfRevisionsWithoutATenantIsDriftAndFoundByTheCheck() throws Exception {
    Press.make(database);
    execute(database.owner(), "alter table labs.paper_tag_aud drop column tenant_id cascade");
    try (Unit unit = unit(Press.SETTINGS);
        Connection owner = database.owner().getConnection()) {
      assertThat(RowSecurityPlan.of(unit.factory).drift(owner))
          .extracting(RowSecurityDrift::table)
          .contains("labs.paper_tag_aud");
      assertThat(check(unit).findings())
          .filteredOn(finding -> finding.hole() == IsolationHole.ENTITY_TABLE_NOT_CHECKED)
          .extracting(IsolationFinding::subject)
          .containsExactly("labs.paper_tag_aud");
    }
  }

  @Test
  void theRevisionEntityOfEnversIsDeclaredToBeEverybodysAndHasNumbersAndTimesOnly() {
    try (Shop.Made made = Shop.of(database.app(), Paper.class)) {
      assertThat(made).isNull();
    } catch (RuntimeException refusal) {
      assertThat(refusal)
          .hasCauseInstanceOf(UnmarkedEntitiesException.class)
          .cause()
          .hasMessageContaining("DefaultRevisionEntity")
          .hasMessageNotContaining("_AUD");
    }
    try (Unit unit = Unit.of(database.app(), DEFAULT_REVISIONS, Paper.class)) {
      assertThat(RowSecurityPlan.of(unit.factory).sharedTables()).isEqualTo(Set.of("labs.revinfo"));
    }
  }

  @Test
  void revisionsThatReallyAreEverybodysAreNamedLikeOtherEntities() {
    Map<String, Object> settings = new HashMap<>(Press.SETTINGS);
    settings.put("leasehold.isolation.shared", Paper.class.getName() + "_AUD");
    try (Unit unit = unit(settings)) {
      assertThat(RowSecurityPlan.of(unit.factory).sharedTables()).containsExactly("labs.paper_aud");
    }
  }

  private Unit unit(Map<String, Object> settings) {
    return Unit.of(database.app(), settings, PressRaid.ENTITIES);
  }

  private IsolationReport check(Unit unit) throws Exception {
    return TenantIsolationCheck.of(database.app(), "labs").entities(unit.factory).run();
  }

  private static void liveAndDie(Unit unit, Tenant tenant, long id, String title) throws Exception {
    unit.in(
        tenant,
        session -> {
          session.persist(new Paper(id, title));
          return id;
        });
    unit.in(
        tenant,
        session -> {
          session.find(Paper.class, id).rename("more");
          return id;
        });
    unit.in(
        tenant,
        session -> {
          session.remove(session.find(Paper.class, id));
          return id;
        });
  }

  private static List<String> history(Unit unit, Tenant tenant, long id) throws Exception {
    return unit.in(
        tenant,
        session -> {
          var reader = AuditReaderFactory.get(session);
          return reader.getRevisions(Paper.class, id).stream()
              .map(number -> reader.find(Paper.class, id, number))
              .filter(paper -> paper != null)
              .map(paper -> paper.title() + " " + paper.tags())
              .toList();
        });
  }
}
