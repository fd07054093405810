package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.MatrixAttack.BULK_DELETE;
import static io.leasehold.isolation.hibernate.MatrixAttack.BULK_UPDATE;
import static io.leasehold.isolation.hibernate.MatrixAttack.CHANGE_OF_TENANT;
import static io.leasehold.isolation.hibernate.MatrixAttack.DISABLE_FILTER;
import static io.leasehold.isolation.hibernate.MatrixAttack.FIND;
import static io.leasehold.isolation.hibernate.MatrixAttack.FIRST_LEVEL_CACHE;
import static io.leasehold.isolation.hibernate.MatrixAttack.FLUSH;
import static io.leasehold.isolation.hibernate.MatrixAttack.INSERT;
import static io.leasehold.isolation.hibernate.MatrixAttack.JOIN_FETCH;
import static io.leasehold.isolation.hibernate.MatrixAttack.LAZY_READ;
import static io.leasehold.isolation.hibernate.MatrixAttack.MERGE;
import static io.leasehold.isolation.hibernate.MatrixAttack.MERGE_WITH_ITS_TENANT;
import static io.leasehold.isolation.hibernate.MatrixAttack.NATIVE_ENTITY_QUERY;
import static io.leasehold.isolation.hibernate.MatrixAttack.NATIVE_QUERY;
import static io.leasehold.isolation.hibernate.MatrixAttack.PERSIST_FOR_ANOTHER;
import static io.leasehold.isolation.hibernate.MatrixAttack.REFERENCE;
import static io.leasehold.isolation.hibernate.MatrixAttack.SESSION_OF_ANOTHER;
import static io.leasehold.isolation.hibernate.MatrixAttack.SESSION_OF_AN_EMPTY_NAME;
import static io.leasehold.isolation.hibernate.MatrixAttack.SESSION_OF_A_ROOT;
import static io.leasehold.isolation.hibernate.MatrixAttack.SESSION_OF_NOBODY;
import static io.leasehold.isolation.hibernate.MatrixAttack.SQL_IN_HQL;
import static io.leasehold.isolation.hibernate.MatrixAttack.STATELESS_DELETE;
import static io.leasehold.isolation.hibernate.MatrixAttack.STATELESS_DELETE_WITH_ITS_TENANT;
import static io.leasehold.isolation.hibernate.MatrixAttack.STATELESS_UPDATE;
import static io.leasehold.isolation.hibernate.MatrixAttack.STATELESS_UPDATE_WITH_ITS_TENANT;
import static io.leasehold.isolation.hibernate.MatrixAttack.STATELESS_UPSERT;
import static io.leasehold.isolation.hibernate.MatrixAttack.STATELESS_UPSERT_WITH_ITS_TENANT;
import static io.leasehold.isolation.hibernate.MatrixAttack.UPSERT_OF_A_NEW_ROW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The matrix of what Hibernate alone lets through, against both locks and against the database's
 * alone: PostgreSQL enforces, Hibernate is convenience. {@link HibernateMatrixSabotageTest} makes
 * the same attacks without row security.
 */
@ParameterizedClass
@EnumSource(names = {"BOTH", "DATABASE_ALONE"})
class HibernateMatrixTest {

  private static Raid raid;

  private final Locks locks;

  HibernateMatrixTest(Locks locks) {
    this.locks = locks;
  }

  @BeforeParameterizedClassInvocation
  static void open(Locks locks) {
    raid = Raid.on(locks);
  }

  @BeforeEach
  void refresh() {
    raid.again();
  }

  @AfterParameterizedClassInvocation
  static void close() {
    raid.close();
  }

  @Test
  @Tag("hibernate-find")
  void findDoesNotFindAForeignRow() {
    findsNothing(FIND);
    assertThat(raid.tries((session, loot) -> loot.see(session.find(Course.class, 1L))).seen())
        .containsExactly("acme 1 S3");
  }

  @Test
  @Tag("hibernate-native-query")
  void aNativeQuerySeesOwnRowsOnly() {
    assertThat(raid.tries(NATIVE_QUERY).seen()).containsExactlyInAnyOrder("S3", "IAM");
  }

  @Test
  @Tag("hibernate-native-entity-query")
  void aNativeEntityQuerySeesOwnRowsOnly() {
    assertThat(raid.tries(NATIVE_ENTITY_QUERY).seen())
        .containsExactlyInAnyOrder("acme 1 S3", "acme 2 IAM");
  }

  @Test
  @Tag("hibernate-first-level-cache")
  void aNativeEntityQueryPutsNoForeignRowIntoTheSession() {
    findsNothing(FIRST_LEVEL_CACHE);
  }

  @Test
  @Tag("hibernate-flush")
  void thereIsNoForeignRowToFlush() {
    findsNothing(FLUSH);
  }

  @Test
  @Tag("hibernate-disable-filter")
  void withHibernatesFilterSwitchedOffOwnRowsAreSeenOnly() {
    assertThat(raid.tries(DISABLE_FILTER).seen())
        .containsExactlyInAnyOrder("acme 1 S3", "acme 2 IAM");
  }

  @Test
  @Tag("hibernate-reference")
  void aReferenceToAForeignRowIsRefusedByAKeyWithTheTenant() {
    isRefused(REFERENCE, "foreign key");
  }

  @Test
  @Tag("hibernate-lazy-read")
  void aReferenceThatIsThereAlreadyShowsNothing() {
    isRefused(LAZY_READ, "Hibernate");
  }

  @Test
  @Tag("hibernate-join-fetch")
  void aReferenceThatIsThereAlreadyIsJoinedToNothing() {
    Loot loot = raid.triesAfresh(JOIN_FETCH);
    assertThat(loot.seen()).containsExactly("S3");
    assertThat(loot.isNothing()).isTrue();
  }

  @Test
  @Tag("hibernate-bulk-update")
  void aBulkUpdateTouchesOwnRowsOnly() {
    assertThat(raid.tries(BULK_UPDATE).damage()).isEmpty();
    assertThat(raid.titles()).containsExactly("stolen", "stolen");
  }

  @Test
  @Tag("hibernate-bulk-delete")
  void aBulkDeleteTouchesOwnRowsOnly() {
    findsNothing(BULK_DELETE);
  }

  @Test
  @Tag("hibernate-insert")
  void anHqlInsertForAnotherTenantIsRefused() {
    isRefused(INSERT, "row-level security");
  }

  @Test
  @Tag("hibernate-stateless-update")
  @Tag("hibernate-stateless-update-with-its-tenant")
  void aForgedEntityIsNotUpdatedInAStatelessSession() {
    isRefused(STATELESS_UPDATE, "Hibernate");
    isRefused(STATELESS_UPDATE_WITH_ITS_TENANT, "Hibernate");
  }

  @Test
  @Tag("hibernate-stateless-upsert")
  @Tag("hibernate-stateless-upsert-with-its-tenant")
  void aForgedEntityIsNotUpsertedInAStatelessSession() {
    assertHeld(raid.tries(STATELESS_UPSERT));
    assertHeld(raid.tries(STATELESS_UPSERT_WITH_ITS_TENANT));
  }

  @Test
  @Tag("hibernate-stateless-delete")
  @Tag("hibernate-stateless-delete-with-its-tenant")
  void aForgedEntityIsNotDeletedInAStatelessSession() {
    isRefused(STATELESS_DELETE, "Hibernate");
    isRefused(STATELESS_DELETE_WITH_ITS_TENANT, "Hibernate");
  }

  @Test
  @Tag("hibernate-upsert-of-a-new-row")
  void aNewRowWithoutATenantIsOwn() {
    findsNothing(UPSERT_OF_A_NEW_ROW);
    assertThat(raid.titles()).contains("new");
  }

  @Test
  @Tag("hibernate-merge")
  void aForgedEntityIsNotMerged() {
    isRefused(MERGE, "duplicate key");
  }

  @Test
  @Tag("hibernate-merge")
  void withTheTenantInThePrimaryKeyTheForgedIdIsNotEvenKnown() {
    raid.withPrimaryKeysByTenant();
    findsNothing(MERGE);
    assertThat(raid.titles()).containsExactly("S3", "IAM", "stolen");
  }

  @Test
  @Tag("hibernate-merge-with-its-tenant")
  void aForgedEntityOfAnotherTenantIsNotMerged() {
    assertHeld(raid.tries(MERGE_WITH_ITS_TENANT));
  }

  @Test
  @Tag("hibernate-sql-in-hql")
  void sqlInHqlSeesOwnRowsOnly() {
    assertThat(raid.tries(SQL_IN_HQL).seen()).containsExactly("S3,IAM", "S3,IAM");
  }

  @Test
  @Tag("hibernate-change-of-tenant")
  void aRowIsNotGivenAway() {
    findsNothing(CHANGE_OF_TENANT);
    assertThat(raid.titles()).contains("given away");
  }

  @Test
  @Tag("hibernate-persist-for-another")
  void anEntityOfAnotherTenantIsNotPersisted() {
    assertHeld(raid.tries(PERSIST_FOR_ANOTHER));
  }

  @Test
  @Tag("hibernate-session-of-nobody")
  @Tag("mistake-09")
  void aSessionOfNobodyDoesNotOpen() {
    isRefused(SESSION_OF_NOBODY, "Hibernate");
  }

  @Test
  @Tag("hibernate-session-of-an-empty-name")
  @Tag("hibernate-session-of-another")
  @Tag("hibernate-session-of-a-root")
  void aSessionUnderAnotherNameReadsAndWritesNothingOfThatName() {
    isRefused(SESSION_OF_AN_EMPTY_NAME, "row-level security");
    isRefused(SESSION_OF_ANOTHER, "row-level security");
    isRefused(SESSION_OF_A_ROOT, "row-level security");
  }

  private void findsNothing(Attack attack) {
    assertThat(raid.tries(attack).verdict()).as("with %s", locks).isEqualTo("nothing");
  }

  private void isRefused(Attack attack, String by) {
    assertThat(raid.triesAfresh(attack).verdict()).as("with %s", locks).isEqualTo("refused: " + by);
  }

  private static void assertHeld(Loot loot) {
    assertThat(loot.isNothing()).as(loot.toString()).isTrue();
    assertThat(loot.refusal()).isPresent();
  }
}
