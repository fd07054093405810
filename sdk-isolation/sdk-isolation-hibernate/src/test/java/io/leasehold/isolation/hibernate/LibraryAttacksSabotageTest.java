package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_BULK_DELETE;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_BULK_UPDATE;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_DELETE;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_DELETE_BY_ID;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_DELETE_WITH_ITS_TENANT;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_FIND_ALL;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_FIND_BY_ID;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_FIND_BY_TITLE;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_INSERT;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_PAGE;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_QUERY;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_SAVE;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_SAVE_WITH_ITS_TENANT;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_SESSION;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_SQL;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_UPDATE;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_UPDATE_BY_SQL;
import static io.leasehold.isolation.hibernate.LibraryAttack.DATA_UPDATE_WITH_ITS_TENANT;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_FIND;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_HQL;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_NATIVE_DELETE;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_NATIVE_QUERY;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_NATIVE_UPDATE;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_QUERY;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_REVISIONS;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_REVISION_ENTITY;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_REVISION_FOR_ANOTHER;
import static io.leasehold.isolation.hibernate.LibraryAttack.ENVERS_SNAPSHOT;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_ANOTHER_SCOPE;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_BATCH;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_BATCH_INSERT;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_BATCH_OF_VALUES;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_CURSOR;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_DELETE;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_INSERT;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_IN_ANOTHER_THREAD;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_NESTED_TRANSACTION;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_OUTSIDE_A_TRANSACTION;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_PLAIN_SQL;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_SELECT;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_UNWRAPPED;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_UPDATE;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_UPDATE_RETURNING;
import static io.leasehold.isolation.hibernate.LibraryAttack.JOOQ_UPSERT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The attacks of {@link LibraryAttacksTest} with a lock taken away. */
class LibraryAttacksSabotageTest {

  private static PressRaid hibernateAlone;
  private static PressRaid neither;

  @BeforeAll
  static void open() {
    // There is one schema: both find its tables without row security.
    hibernateAlone = PressRaid.on(Locks.HIBERNATE_ALONE);
    neither = PressRaid.on(Locks.NEITHER);
  }

  @AfterAll
  static void close() {
    hibernateAlone.close();
    neither.close();
  }

  @Test
  @Tag("hibernate-jooq-select")
  @Tag("hibernate-jooq-plain-sql")
  @Tag("hibernate-jooq-cursor")
  @Tag("hibernate-jooq-update-returning")
  @Tag("hibernate-jooq-nested-transaction")
  @Tag("hibernate-jooq-in-another-thread")
  void jooqReadsEverybodysRows() {
    leaks(JOOQ_SELECT, "reads");
    leaks(JOOQ_PLAIN_SQL, "reads");
    leaks(JOOQ_CURSOR, "reads");
    leaks(JOOQ_UPDATE_RETURNING, "reads");
    leaks(JOOQ_NESTED_TRANSACTION, "reads");
    leaks(JOOQ_IN_ANOTHER_THREAD, "reads");
  }

  @Test
  @Tag("hibernate-jooq-update")
  @Tag("hibernate-jooq-delete")
  @Tag("hibernate-jooq-insert")
  @Tag("hibernate-jooq-upsert")
  @Tag("hibernate-jooq-batch")
  @Tag("hibernate-jooq-batch-of-values")
  @Tag("hibernate-jooq-batch-insert")
  void jooqWritesEverybodysRows() {
    leaks(JOOQ_UPDATE, "writes");
    leaks(JOOQ_DELETE, "writes");
    leaks(JOOQ_INSERT, "writes");
    leaks(JOOQ_UPSERT, "writes");
    leaks(JOOQ_BATCH, "writes");
    leaks(JOOQ_BATCH_OF_VALUES, "writes");
    leaks(JOOQ_BATCH_INSERT, "writes");
  }

  @Test
  @Tag("hibernate-jooq-another-scope")
  @Tag("hibernate-jooq-unwrapped")
  @Tag("hibernate-jooq-outside-a-transaction")
  void onABareDataSourceNothingIsRefused() {
    try (PressRaid bare = PressRaid.bare()) {
      assertThat(bare.triesAfresh(JOOQ_ANOTHER_SCOPE).verdict()).isEqualTo("reads");
      assertThat(bare.triesAfresh(JOOQ_UNWRAPPED).verdict()).isEqualTo("reads");
      assertThat(bare.triesAfresh(JOOQ_OUTSIDE_A_TRANSACTION).verdict()).isEqualTo("reads");
    }
  }

  @Test
  @Tag("hibernate-envers-find")
  @Tag("hibernate-envers-revisions")
  @Tag("hibernate-envers-query")
  @Tag("hibernate-envers-snapshot")
  @Tag("hibernate-envers-revision-entity")
  void theAuditReaderReadsOthersRevisions() {
    leaks(ENVERS_FIND, "reads");
    leaks(ENVERS_SNAPSHOT, "reads");
    // Held by the @TenantId of the revision entity, which is not what is asked for.
    onlyHibernateHolds(ENVERS_REVISIONS, "reads");
    onlyHibernateHolds(ENVERS_QUERY, "reads");
    onlyHibernateHolds(ENVERS_REVISION_ENTITY, "reads");
  }

  @Test
  @Tag("hibernate-envers-hql")
  @Tag("hibernate-envers-native-query")
  void queriesOfTheTablesOfRevisionsReadEverybodys() {
    leaks(ENVERS_HQL, "reads");
    leaks(ENVERS_NATIVE_QUERY, "reads");
  }

  @Test
  @Tag("hibernate-envers-native-update")
  @Tag("hibernate-envers-native-delete")
  @Tag("hibernate-envers-revision-for-another")
  void anothersHistoryIsRewritten() {
    leaks(ENVERS_NATIVE_UPDATE, "writes");
    leaks(ENVERS_NATIVE_DELETE, "writes");
    leaks(ENVERS_REVISION_FOR_ANOTHER, "writes");
  }

  @Test
  @Tag("hibernate-data-find-by-id")
  @Tag("hibernate-data-find-all")
  @Tag("hibernate-data-page")
  @Tag("hibernate-data-find-by-title")
  @Tag("hibernate-data-query")
  void hibernateItselfFindsOwnRowsOnly() {
    onlyHibernateHolds(DATA_FIND_BY_ID, "reads");
    onlyHibernateHolds(DATA_FIND_ALL, "reads");
    onlyHibernateHolds(DATA_PAGE, "reads");
    onlyHibernateHolds(DATA_FIND_BY_TITLE, "reads");
    onlyHibernateHolds(DATA_QUERY, "reads");
  }

  @Test
  @Tag("hibernate-data-bulk-update")
  @Tag("hibernate-data-bulk-delete")
  @Tag("hibernate-data-delete-by-id")
  @Tag("hibernate-data-insert")
  @Tag("hibernate-data-save")
  @Tag("hibernate-data-save-with-its-tenant")
  @Tag("hibernate-data-update")
  @Tag("hibernate-data-update-with-its-tenant")
  @Tag("hibernate-data-delete")
  @Tag("hibernate-data-delete-with-its-tenant")
  void hibernateItselfWritesOwnRowsOnly() {
    onlyHibernateHolds(DATA_BULK_UPDATE, "writes");
    onlyHibernateHolds(DATA_BULK_DELETE, "writes");
    onlyHibernateHolds(DATA_DELETE_BY_ID, "writes");
    onlyHibernateHolds(DATA_INSERT, "writes");
    onlyHibernateHolds(DATA_SAVE, "writes");
    onlyHibernateHolds(DATA_SAVE_WITH_ITS_TENANT, "writes");
    onlyHibernateHolds(DATA_UPDATE, "writes");
    onlyHibernateHolds(DATA_UPDATE_WITH_ITS_TENANT, "writes");
    onlyHibernateHolds(DATA_DELETE, "writes");
    onlyHibernateHolds(DATA_DELETE_WITH_ITS_TENANT, "writes");
  }

  @Test
  @Tag("hibernate-data-sql")
  @Tag("hibernate-data-session")
  @Tag("hibernate-data-update-by-sql")
  void theSqlOfARepositoryReachesEverybodysRows() {
    leaks(DATA_SQL, "reads");
    leaks(DATA_SESSION, "reads");
    leaks(DATA_UPDATE_BY_SQL, "writes");
  }

  private static void onlyHibernateHolds(LibraryAttack attack, String verdict) {
    assertThat(hibernateAlone.triesAfresh(attack).isNothing()).as(attack.name()).isTrue();
    assertThat(neither.triesAfresh(attack).verdict()).as(attack.name()).isEqualTo(verdict);
  }

  private static void leaks(LibraryAttack attack, String verdict) {
    assertThat(hibernateAlone.triesAfresh(attack).verdict())
        .as("%s with @TenantId alone", attack)
        .isEqualTo(verdict);
    assertThat(neither.triesAfresh(attack).verdict())
        .as("%s with neither", attack)
        .isEqualTo(verdict);
  }
}
