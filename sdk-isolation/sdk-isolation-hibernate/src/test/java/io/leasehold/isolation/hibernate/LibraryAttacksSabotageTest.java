package io.leasehold.isolation.hibernate;

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
    onlyHibernateHolds(ENVERS_REVISIONS);
    onlyHibernateHolds(ENVERS_QUERY);
    onlyHibernateHolds(ENVERS_REVISION_ENTITY);
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

  private static void onlyHibernateHolds(LibraryAttack attack) {
    assertThat(hibernateAlone.triesAfresh(attack).isNothing()).as(attack.name()).isTrue();
    assertThat(neither.triesAfresh(attack).verdict()).as(attack.name()).isEqualTo("reads");
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
