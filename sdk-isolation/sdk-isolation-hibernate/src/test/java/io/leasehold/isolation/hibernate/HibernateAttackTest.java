package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.EntityNotFoundException;
import java.util.List;
import org.hibernate.Hibernate;
import org.hibernate.PropertyValueException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tenant acme attacks the rows of globex (run 3, note 31) through Hibernate, on a pool of one
 * connection. Hibernate alone lets many of these through; see {@link HibernateSabotageTest}.
 */
class HibernateAttackTest {

  private final LabsDatabase database = LabsDatabase.isolated();
  private final HikariDataSource pool = database.pool(1);
  private final Unit unit = Unit.of(pool);

  @AfterEach
  void close() {
    unit.close();
    pool.close();
  }

  @Test
  void theTenantSeesItsOwnAndPersistsForItself() throws Exception {
    unit.in(
        ACME,
        session -> {
          session.persist(new LabRun(10, "EKS"));
          return null;
        });
    assertThat(unit.titles(ACME)).containsExactly("S3", "IAM", "EKS");
    assertThat(unit.titles(GLOBEX)).containsExactly("VPC");
    assertThat(unit.find(ACME, 10).tenant()).isEqualTo("acme");
  }

  @Test
  void findDoesNotFindAForeignRow() throws Exception {
    assertThat(unit.find(ACME, 3)).isNull();
    assertThat(unit.find(GLOBEX, 3)).isNotNull();
  }

  @Test
  void aNativeQuerySeesOwnRowsOnly() throws Exception {
    List<String> titles =
        unit.in(
            ACME,
            session ->
                session
                    .createNativeQuery("select title from labs.lab_run", String.class)
                    .getResultList());
    assertThat(titles).containsExactlyInAnyOrder("S3", "IAM");
  }

  @Test
  void aNativeEntityQuerySeesOwnRowsOnlyAndPutsNoForeignOneIntoTheSession() throws Exception {
    unit.in(
        ACME,
        session -> {
          List<LabRun> runs =
              session.createNativeQuery("select * from labs.lab_run", LabRun.class).getResultList();
          assertThat(runs).extracting(LabRun::tenant).containsOnly("acme");
          assertThat(session.find(LabRun.class, 3L)).isNull();
          return null;
        });
  }

  @Test
  void switchingHibernatesFilterOffShowsOwnRowsOnly() throws Exception {
    List<String> titles =
        unit.in(
            ACME,
            session -> {
              session.disableFilter("_tenantId");
              return Unit.titles(session);
            });
    assertThat(titles).containsExactly("S3", "IAM");
  }

  @Test
  void sqlInsideHqlSeesOwnRowsOnly() throws Exception {
    List<String> titles =
        unit.in(
            ACME,
            session ->
                session
                    .createSelectionQuery(
                        "select sql('(select string_agg(title, '','') from labs.lab_run)')"
                            + " from LabRun",
                        String.class)
                    .getResultList());
    assertThat(titles).isNotEmpty().noneMatch(title -> title.contains("VPC"));
  }

  @Test
  void bulkStatementsTouchOwnRowsOnly() throws Exception {
    int updated =
        unit.in(
            ACME,
            session ->
                session
                    .createMutationQuery("update LabRun set title = 'x' where id = 3")
                    .executeUpdate());
    assertThat(updated).isZero();
    int deleted =
        unit.in(
            ACME,
            session -> {
              session.disableFilter("_tenantId");
              return session
                  .createNativeMutationQuery("delete from labs.lab_run where id = 3")
                  .executeUpdate();
            });
    assertThat(deleted).isZero();
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC");
  }

  @Test
  void anHqlInsertForAnotherTenantIsRefused() {
    assertThatThrownBy(
            () ->
                unit.in(
                    ACME,
                    session ->
                        session
                            .createMutationQuery(
                                "insert into LabRun (id, tenant_id, title)"
                                    + " values (20, 'globex', 'planted')")
                            .executeUpdate()))
        .hasStackTraceContaining("row-level security");
    assertThat(database.allTitles()).doesNotContain("planted");
  }

  @Test
  void aForeignTenantOnANewEntityIsRefused() {
    assertThatThrownBy(
            () ->
                unit.in(
                    ACME,
                    session -> {
                      session.persist(new LabRun(20, "globex", "planted"));
                      return null;
                    }))
        .hasRootCauseInstanceOf(PropertyValueException.class);
    assertThat(database.allTitles()).doesNotContain("planted");
  }

  @Test
  void anEntityIsNotGivenAway() throws Exception {
    unit.in(
        ACME,
        session -> {
          LabRun mine = session.find(LabRun.class, 1L);
          mine.giveTo("globex");
          mine.rename("given away");
          return null;
        });
    assertThat(unit.titles(GLOBEX)).containsExactly("VPC");
  }

  @Test
  void aForgedEntityIsNotMerged() {
    assertThatThrownBy(
            () -> unit.in(ACME, session -> session.merge(new LabRun(3, "acme", "stolen"))))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> unit.in(ACME, session -> session.merge(new LabRun(3, "globex", "stolen"))))
        .isInstanceOf(RuntimeException.class);
    assertThat(database.allTitles()).contains("VPC").doesNotContain("stolen");
  }

  @Test
  void statelessSessionsWriteOwnRowsOnly() {
    for (String tenant : List.of("acme", "globex")) {
      LabRun forged = new LabRun(3, tenant, "stolen");
      assertThatThrownBy(() -> unit.stateless(ACME, session -> run(() -> session.update(forged))))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> unit.stateless(ACME, session -> run(() -> session.upsert(forged))))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> unit.stateless(ACME, session -> run(() -> session.delete(forged))))
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC");
  }

  @Test
  void aReferenceToAForeignRowShowsNothingOfIt() throws Exception {
    // The foreign key itself must hold the tenant to refuse this: see SabotageTest.
    unit.in(
        ACME,
        session -> {
          session.persist(new Note(40, session.getReference(LabRun.class, 3L), "guess"));
          return null;
        });
    assertThatThrownBy(
            () ->
                unit.in(
                    ACME,
                    session -> {
                      LabRun run = session.find(Note.class, 40L).run();
                      Hibernate.initialize(run);
                      return run.title();
                    }))
        .isInstanceOf(EntityNotFoundException.class);
  }

  @Test
  void aSessionOpenedForAnotherTenantThanTheScopeSeesNothing() throws Exception {
    TenantScopes.call(
        ACME,
        () -> {
          for (Object tenant : List.of("globex", "")) {
            try (var session = unit.factory.withOptions().tenantIdentifier(tenant).openSession()) {
              session.beginTransaction();
              assertThat(Unit.titles(session)).isEmpty();
              assertThatThrownBy(() -> session.find(LabRun.class, 3L))
                  .isInstanceOf(SessionOfAnotherTenantException.class);
              session.persist(new LabRun(60, "planted"));
              assertThatThrownBy(session::flush).hasStackTraceContaining("row-level security");
              session.getTransaction().rollback();
            }
          }
          return null;
        });
    assertThat(database.allTitles()).doesNotContain("planted");
  }

  private static Object run(Runnable work) {
    work.run();
    return work;
  }
}
