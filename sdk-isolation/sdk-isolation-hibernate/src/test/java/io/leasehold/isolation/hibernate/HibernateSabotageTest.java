package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScopes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without row security underneath, Hibernate's discriminator alone lets these attacks through. */
class HibernateSabotageTest {

  private final LabsDatabase database = LabsDatabase.bare();
  private final Unit unit = Unit.of(database.app());

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  void aNativeQueryReadsEverybodysRows() throws Exception {
    List<String> titles =
        unit.in(
            ACME,
            session ->
                session
                    .createNativeQuery("select title from labs.lab_run", String.class)
                    .getResultList());
    assertThat(titles).contains("VPC");
  }

  @Test
  void aNativeEntityQueryPutsAForeignRowIntoTheSession() throws Exception {
    LabRun stolen =
        unit.in(
            ACME,
            session -> {
              session.createNativeQuery("select * from labs.lab_run", LabRun.class).list();
              return session.find(LabRun.class, 3L);
            });
    assertThat(stolen.tenant()).isEqualTo("globex");
  }

  @Test
  void switchingTheFilterOffReadsEverybodysRows() throws Exception {
    List<String> titles =
        unit.in(
            ACME,
            session -> {
              session.disableFilter("_tenantId");
              return session
                  .createSelectionQuery("select title from LabRun", String.class)
                  .getResultList();
            });
    assertThat(titles).contains("VPC");
  }

  @Test
  void anHqlInsertPlantsARow() throws Exception {
    unit.in(
        ACME,
        session ->
            session
                .createMutationQuery(
                    "insert into LabRun (id, tenant_id, title) values (20, 'globex', 'planted')")
                .executeUpdate());
    assertThat(database.allTitles()).contains("planted");
  }

  @Test
  void aSessionForAnotherTenantReadsItsRows() throws Exception {
    List<LabRun> stolen =
        TenantScopes.call(
            ACME,
            () -> {
              try (var session =
                  unit.factory.withOptions().tenantIdentifier((Object) "globex").openSession()) {
                session.beginTransaction();
                return session.createQuery("from LabRun", LabRun.class).list();
              }
            });
    assertThat(stolen).extracting(LabRun::tenant).containsExactly("globex");
  }
}
