package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The attacks of {@link HibernateMatrixTest} on tables without row security. Where Hibernate
 * refuses by itself, it is left alone too (every session a root session): then the attack succeeds,
 * and so is one.
 */
class HibernateMatrixSabotageTest extends TwoRaids {

  @Test
  @Tag("hibernate-find")
  void hibernateItselfFindsNoForeignRow() {
    onlyHibernateHolds(MatrixAttack.FIND, "nothing", "reads");
  }

  @Test
  @Tag("hibernate-native-query")
  @Tag("hibernate-native-entity-query")
  void nativeQueriesReadEverybodysRows() {
    succeeds(MatrixAttack.NATIVE_QUERY, "reads");
    succeeds(MatrixAttack.NATIVE_ENTITY_QUERY, "reads");
  }

  @Test
  @Tag("hibernate-first-level-cache")
  void aForeignRowIsFoundInTheSession() {
    succeeds(MatrixAttack.FIRST_LEVEL_CACHE, "reads");
  }

  @Test
  @Tag("hibernate-flush")
  void hibernateItselfDoesNotFlushAForeignRow() {
    onlyHibernateHolds(MatrixAttack.FLUSH, "refused: Hibernate", "writes");
  }

  @Test
  @Tag("hibernate-disable-filter")
  void withoutTheFilterEverybodysRowsAreRead() {
    succeeds(MatrixAttack.DISABLE_FILTER, "reads");
  }

  @Test
  @Tag("hibernate-reference")
  void withoutTheTenantInTheKeyAReferenceToAForeignRowIsAcceptedInSpiteOfBothLocks() {
    try (Raid raid = Raid.on(Locks.BOTH).withPlainKeys()) {
      assertThat(raid.tries(MatrixAttack.REFERENCE).verdict()).isEqualTo("writes");
    }
  }

  @Test
  @Tag("hibernate-lazy-read")
  @Tag("hibernate-join-fetch")
  void hibernateItselfFollowsNoReferenceToAForeignRow() {
    onlyHibernateHolds(MatrixAttack.LAZY_READ, "refused: Hibernate", "reads");
    onlyHibernateHolds(MatrixAttack.JOIN_FETCH, "nothing", "reads");
  }

  @Test
  @Tag("hibernate-bulk-update")
  @Tag("hibernate-bulk-delete")
  void hibernateItselfKeepsBulkStatementsToOwnRows() {
    onlyHibernateHolds(MatrixAttack.BULK_UPDATE, "nothing", "writes");
    onlyHibernateHolds(MatrixAttack.BULK_DELETE, "nothing", "writes");
  }

  @Test
  @Tag("hibernate-insert")
  void anHqlInsertPlantsARow() {
    succeeds(MatrixAttack.INSERT, "writes");
  }

  @Test
  @Tag("hibernate-stateless-update")
  @Tag("hibernate-stateless-update-with-its-tenant")
  @Tag("hibernate-stateless-upsert")
  @Tag("hibernate-stateless-upsert-with-its-tenant")
  @Tag("hibernate-stateless-delete")
  @Tag("hibernate-stateless-delete-with-its-tenant")
  void hibernateItselfRefusesForgedEntitiesInStatelessSessions() {
    for (MatrixAttack attack :
        new MatrixAttack[] {
          MatrixAttack.STATELESS_UPDATE,
          MatrixAttack.STATELESS_UPDATE_WITH_ITS_TENANT,
          MatrixAttack.STATELESS_UPSERT,
          MatrixAttack.STATELESS_UPSERT_WITH_ITS_TENANT,
          MatrixAttack.STATELESS_DELETE,
          MatrixAttack.STATELESS_DELETE_WITH_ITS_TENANT
        }) {
      onlyHibernateHolds(attack, "refused: Hibernate", "writes");
    }
  }

  @Test
  @Tag("hibernate-upsert-of-a-new-row")
  void hibernateItselfFillsTheTenantIn() {
    Raid raid = hibernateAlone.again();
    assertThat(raid.tries(MatrixAttack.UPSERT_OF_A_NEW_ROW).verdict()).isEqualTo("nothing");
    assertThat(raid.titles()).contains("new");
  }

  @Test
  @Tag("hibernate-merge")
  @Tag("hibernate-merge-with-its-tenant")
  void hibernateItselfMergesNoForgedEntity() {
    onlyHibernateHolds(MatrixAttack.MERGE, "refused: duplicate key", "writes");
    onlyHibernateHolds(MatrixAttack.MERGE_WITH_ITS_TENANT, "refused: Hibernate", "writes");
  }

  @Test
  @Tag("hibernate-sql-in-hql")
  void sqlInHqlReadsEverybodysRows() {
    succeeds(MatrixAttack.SQL_IN_HQL, "reads");
  }

  @Test
  @Tag("hibernate-change-of-tenant")
  void hibernateItselfNeverWritesTheTenantAndPlainSqlDoes() {
    assertThat(neither.triesAfresh(MatrixAttack.CHANGE_OF_TENANT).verdict()).isEqualTo("nothing");
    Attack bySql =
        (session, loot) ->
            session
                .createNativeMutationQuery("update course set tenant_id = 'globex' where id = 1")
                .executeUpdate();
    neither
        .with("delete from labs.lesson; delete from labs.course_tag")
        .with("delete from labs.course_learner; delete from labs.course where id = 2");
    assertThat(neither.tries(bySql).verdict()).isEqualTo("writes");
  }

  @Test
  @Tag("hibernate-persist-for-another")
  void hibernateItselfRefusesAnEntityOfAnotherTenant() {
    onlyHibernateHolds(MatrixAttack.PERSIST_FOR_ANOTHER, "refused: Hibernate", "writes");
  }

  @Test
  @Tag("hibernate-session-of-nobody")
  void hibernateItselfOpensNoSessionOfNobody() {
    assertThat(neither.triesAfresh(MatrixAttack.SESSION_OF_NOBODY).verdict())
        .isEqualTo("refused: Hibernate");
  }

  @Test
  @Tag("hibernate-session-of-an-empty-name")
  @Tag("hibernate-session-of-another")
  @Tag("hibernate-session-of-a-root")
  void aSessionTakesTheNameThatItIsGiven() {
    Map<MatrixAttack, String> verdicts =
        Map.of(
            MatrixAttack.SESSION_OF_AN_EMPTY_NAME, "writes",
            MatrixAttack.SESSION_OF_ANOTHER, "reads and writes",
            MatrixAttack.SESSION_OF_A_ROOT, "writes");
    verdicts.forEach(HibernateMatrixSabotageTest::succeeds);
    // To Hibernate a root is who its resolver says.
    assertThat(neither.triesAfresh(MatrixAttack.SESSION_OF_A_ROOT).verdict())
        .isEqualTo("reads and writes");
  }

  private static void succeeds(Attack attack, String verdict) {
    assertThat(hibernateAlone.triesAfresh(attack).verdict()).isEqualTo(verdict);
  }

  private static void onlyHibernateHolds(Attack attack, String withIt, String without) {
    assertThat(hibernateAlone.triesAfresh(attack).verdict()).isEqualTo(withIt);
    assertThat(neither.triesAfresh(attack).verdict()).isEqualTo(without);
  }
}
