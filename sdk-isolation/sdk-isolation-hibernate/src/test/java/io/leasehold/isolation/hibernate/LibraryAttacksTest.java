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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * jOOQ, Envers and Jakarta Data against both locks and against the database's alone. {@link
 * LibraryAttacksSabotageTest} makes the same attacks without row security.
 */
@ParameterizedClass
@EnumSource(names = {"BOTH", "DATABASE_ALONE"})
class LibraryAttacksTest {

  private static PressRaid raid;

  private final Locks locks;

  LibraryAttacksTest(Locks locks) {
    this.locks = locks;
  }

  @BeforeParameterizedClassInvocation
  static void open(Locks locks) {
    raid = PressRaid.on(locks);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    raid.close();
  }

  @Test
  @Tag("hibernate-jooq-select")
  @Tag("hibernate-jooq-plain-sql")
  @Tag("hibernate-jooq-cursor")
  void jooqReadsOwnRowsOnly() {
    ends(JOOQ_SELECT, "nothing");
    ends(JOOQ_PLAIN_SQL, "nothing");
    ends(JOOQ_CURSOR, "nothing");
  }

  @Test
  @Tag("hibernate-jooq-update")
  @Tag("hibernate-jooq-update-returning")
  @Tag("hibernate-jooq-delete")
  void jooqChangesOwnRowsOnly() {
    ends(JOOQ_UPDATE, "nothing");
    ends(JOOQ_UPDATE_RETURNING, "nothing");
    ends(JOOQ_DELETE, "nothing");
  }

  @Test
  @Tag("hibernate-jooq-insert")
  @Tag("hibernate-jooq-upsert")
  void jooqPlantsNoRowAndTakesNoneOver() {
    ends(JOOQ_INSERT, "refused: row-level security");
    ends(JOOQ_UPSERT, "refused: row-level security");
  }

  @Test
  @Tag("hibernate-jooq-batch")
  @Tag("hibernate-jooq-batch-of-values")
  @Tag("hibernate-jooq-batch-insert")
  void batchesOfJooqAreHeldAsSingleStatementsAre() {
    ends(JOOQ_BATCH, "nothing");
    ends(JOOQ_BATCH_OF_VALUES, "nothing");
    ends(JOOQ_BATCH_INSERT, "refused: row-level security");
  }

  @Test
  @Tag("hibernate-jooq-nested-transaction")
  void theTenantOutlivesAnInnerTransactionThatWasRolledBack() {
    ends(JOOQ_NESTED_TRANSACTION, "nothing");
  }

  @Test
  @Tag("hibernate-jooq-another-scope")
  void aTransactionOfJooqIsNotGoneOnWithForAnotherTenant() {
    ends(JOOQ_ANOTHER_SCOPE, "refused: LH-TEN-010");
  }

  @Test
  @Tag("hibernate-jooq-unwrapped")
  void jooqIsNotGivenTheBareConnection() {
    ends(JOOQ_UNWRAPPED, "refused: LH-ISO-204");
  }

  @Test
  @Tag("hibernate-jooq-outside-a-transaction")
  @Tag("hibernate-jooq-in-another-thread")
  void withoutATransactionJooqIsRefusedAndWithoutAScopeItSeesNoRow() {
    ends(JOOQ_OUTSIDE_A_TRANSACTION, "refused: LH-ISO-201");
    ends(JOOQ_IN_ANOTHER_THREAD, "nothing");
  }

  @Test
  @Tag("hibernate-envers-find")
  @Tag("hibernate-envers-revisions")
  @Tag("hibernate-envers-query")
  @Tag("hibernate-envers-snapshot")
  @Tag("hibernate-envers-revision-entity")
  void theAuditReaderReadsOwnRevisionsOnly() {
    ends(ENVERS_FIND, "nothing");
    ends(ENVERS_REVISIONS, "nothing");
    ends(ENVERS_QUERY, "nothing");
    ends(ENVERS_SNAPSHOT, "nothing");
    holds(ENVERS_REVISION_ENTITY);
  }

  @Test
  @Tag("hibernate-envers-hql")
  @Tag("hibernate-envers-native-query")
  void queriesOfTheTablesOfRevisionsSeeOwnRowsOnly() {
    ends(ENVERS_HQL, "nothing");
    ends(ENVERS_NATIVE_QUERY, "nothing");
  }

  @Test
  @Tag("hibernate-envers-native-update")
  @Tag("hibernate-envers-native-delete")
  @Tag("hibernate-envers-revision-for-another")
  void anothersHistoryIsNotRewritten() {
    ends(ENVERS_NATIVE_UPDATE, "nothing");
    ends(ENVERS_NATIVE_DELETE, "nothing");
    ends(ENVERS_REVISION_FOR_ANOTHER, "refused: row-level security");
  }

  @Test
  @Tag("hibernate-data-find-by-id")
  @Tag("hibernate-data-find-all")
  @Tag("hibernate-data-page")
  @Tag("hibernate-data-find-by-title")
  @Tag("hibernate-data-query")
  void aRepositoryFindsOwnRowsOnly() {
    ends(DATA_FIND_BY_ID, "nothing");
    ends(DATA_FIND_ALL, "nothing");
    ends(DATA_PAGE, "nothing");
    ends(DATA_FIND_BY_TITLE, "nothing");
    ends(DATA_QUERY, "nothing");
  }

  @Test
  @Tag("hibernate-data-sql")
  @Tag("hibernate-data-session")
  @Tag("hibernate-data-update-by-sql")
  void theSqlOfARepositoryReachesOwnRowsOnly() {
    ends(DATA_SQL, "nothing");
    ends(DATA_SESSION, "nothing");
    ends(DATA_UPDATE_BY_SQL, "nothing");
  }

  @Test
  @Tag("hibernate-data-bulk-update")
  @Tag("hibernate-data-bulk-delete")
  @Tag("hibernate-data-delete-by-id")
  void queriesThatChangeTouchOwnRowsOnly() {
    holds(DATA_BULK_UPDATE);
    holds(DATA_BULK_DELETE);
    holds(DATA_DELETE_BY_ID);
  }

  @Test
  @Tag("hibernate-data-insert")
  @Tag("hibernate-data-save")
  @Tag("hibernate-data-save-with-its-tenant")
  @Tag("hibernate-data-update")
  @Tag("hibernate-data-update-with-its-tenant")
  @Tag("hibernate-data-delete")
  @Tag("hibernate-data-delete-with-its-tenant")
  void aForgedEntityIsNotKeptByARepository() {
    holds(DATA_INSERT);
    holds(DATA_SAVE);
    holds(DATA_SAVE_WITH_ITS_TENANT);
    holds(DATA_UPDATE);
    holds(DATA_UPDATE_WITH_ITS_TENANT);
    holds(DATA_DELETE);
    holds(DATA_DELETE_WITH_ITS_TENANT);
  }

  private void ends(LibraryAttack attack, String verdict) {
    Loot loot = raid.triesAfresh(attack);
    assertThat(loot.verdict()).as("%s with %s: %s", attack, locks, loot).isEqualTo(verdict);
  }

  private void holds(LibraryAttack attack) {
    assertThat(raid.triesAfresh(attack).isNothing()).as("%s with %s", attack, locks).isTrue();
  }
}
