package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.SurfaceAttack.BATCH_LOAD;
import static io.leasehold.isolation.hibernate.SurfaceAttack.CRITERIA;
import static io.leasehold.isolation.hibernate.SurfaceAttack.DEFINER_FUNCTION;
import static io.leasehold.isolation.hibernate.SurfaceAttack.ELEMENTS;
import static io.leasehold.isolation.hibernate.SurfaceAttack.ELEMENT_FOR_ANOTHER;
import static io.leasehold.isolation.hibernate.SurfaceAttack.ELEMENT_OF_A_FOREIGN_ROW;
import static io.leasehold.isolation.hibernate.SurfaceAttack.ENTITY_GRAPH;
import static io.leasehold.isolation.hibernate.SurfaceAttack.FORMULA;
import static io.leasehold.isolation.hibernate.SurfaceAttack.FUNCTION;
import static io.leasehold.isolation.hibernate.SurfaceAttack.JOIN_TABLE;
import static io.leasehold.isolation.hibernate.SurfaceAttack.JOIN_TABLE_TO_A_FOREIGN_ROW;
import static io.leasehold.isolation.hibernate.SurfaceAttack.LOCK;
import static io.leasehold.isolation.hibernate.SurfaceAttack.METADATA_OF_WORK;
import static io.leasehold.isolation.hibernate.SurfaceAttack.MULTI_LOAD;
import static io.leasehold.isolation.hibernate.SurfaceAttack.NAMED_NATIVE_QUERY;
import static io.leasehold.isolation.hibernate.SurfaceAttack.NATIVE_DELETE;
import static io.leasehold.isolation.hibernate.SurfaceAttack.NATIVE_UPDATE;
import static io.leasehold.isolation.hibernate.SurfaceAttack.NATURAL_ID;
import static io.leasehold.isolation.hibernate.SurfaceAttack.REFRESH;
import static io.leasehold.isolation.hibernate.SurfaceAttack.REPLICATE;
import static io.leasehold.isolation.hibernate.SurfaceAttack.RESTRICTION;
import static io.leasehold.isolation.hibernate.SurfaceAttack.ROW_SECURITY_OFF;
import static io.leasehold.isolation.hibernate.SurfaceAttack.SCROLL;
import static io.leasehold.isolation.hibernate.SurfaceAttack.SECOND_SESSION;
import static io.leasehold.isolation.hibernate.SurfaceAttack.STATELESS_GET;
import static io.leasehold.isolation.hibernate.SurfaceAttack.STATELESS_INSERT;
import static io.leasehold.isolation.hibernate.SurfaceAttack.STATELESS_NATIVE_QUERY;
import static io.leasehold.isolation.hibernate.SurfaceAttack.STORED_PROCEDURE;
import static io.leasehold.isolation.hibernate.SurfaceAttack.STREAM;
import static io.leasehold.isolation.hibernate.SurfaceAttack.SUBCLASS;
import static io.leasehold.isolation.hibernate.SurfaceAttack.SUBCLASS_TABLE;
import static io.leasehold.isolation.hibernate.SurfaceAttack.SUBSELECT;
import static io.leasehold.isolation.hibernate.SurfaceAttack.TABLE_ALTERED;
import static io.leasehold.isolation.hibernate.SurfaceAttack.UNMARKED_ENTITY;
import static io.leasehold.isolation.hibernate.SurfaceAttack.UNMARKED_ENTITY_WRITTEN;
import static io.leasehold.isolation.hibernate.SurfaceAttack.UNWRAPPED_WORK;
import static io.leasehold.isolation.hibernate.SurfaceAttack.WORK;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What else Hibernate has that reads or writes rows, against both locks and against the database's
 * alone. {@link HibernateSurfacesSabotageTest} makes the same attacks without row security.
 */
@ParameterizedClass
@EnumSource(names = {"BOTH", "DATABASE_ALONE"})
class HibernateSurfacesTest {

  private static Raid raid;

  private final Locks locks;

  HibernateSurfacesTest(Locks locks) {
    this.locks = locks;
  }

  @BeforeParameterizedClassInvocation
  static void open(Locks locks) {
    raid = Raid.on(locks);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    raid.close();
  }

  @Test
  @Tag("hibernate-criteria")
  void queriesThatAreBuiltSeeOwnRowsOnly() {
    ends(CRITERIA, "nothing");
  }

  @Test
  @Tag("hibernate-natural-id")
  void naturalIdsAreFoundAmongOwnRowsOnly() {
    ends(NATURAL_ID, "nothing");
  }

  @Test
  @Tag("hibernate-multi-load")
  @Tag("hibernate-batch-load")
  void severalAtOnceAreOwnOnes() {
    ends(MULTI_LOAD, "nothing");
    ends(BATCH_LOAD, "nothing");
  }

  @Test
  @Tag("hibernate-entity-graph")
  void anEntityGraphLeadsNowhere() {
    ends(ENTITY_GRAPH, "nothing");
  }

  @Test
  @Tag("hibernate-lock")
  @Tag("hibernate-refresh")
  void aForeignRowIsNeitherLockedNorRefreshed() {
    holds(LOCK);
    holds(REFRESH);
  }

  @Test
  @Tag("hibernate-replicate")
  void aForgedEntityIsNotReplicated() {
    ends(REPLICATE, "refused: duplicate key");
  }

  @Test
  @Tag("hibernate-elements")
  void elementsAreOwnOnes() {
    ends(ELEMENTS, "nothing");
  }

  @Test
  @Tag("hibernate-element-for-another")
  void anElementOfAnotherTenantIsNotPlanted() {
    ends(ELEMENT_FOR_ANOTHER, "refused: row-level security");
  }

  @Test
  @Tag("hibernate-element-of-a-foreign-row")
  void anElementIsNotHungOnAForeignRow() {
    ends(ELEMENT_OF_A_FOREIGN_ROW, "refused: foreign key");
  }

  @Test
  @Tag("hibernate-join-table")
  void aJoinTableShowsOwnRowsOnly() {
    ends(JOIN_TABLE, "nothing");
  }

  @Test
  @Tag("hibernate-join-table-to-a-foreign-row")
  void aJoinTableLeadsToNoForeignRow() {
    ends(JOIN_TABLE_TO_A_FOREIGN_ROW, "refused: foreign key");
  }

  @Test
  @Tag("hibernate-subclass-table")
  @Tag("hibernate-subclass")
  void theTableOfASubclassShowsOwnRowsOnly() {
    ends(SUBCLASS_TABLE, "nothing");
    ends(SUBCLASS, "nothing");
  }

  @Test
  @Tag("hibernate-unmarked-entity")
  @Tag("hibernate-unmarked-entity-written")
  void anEntityThatSomebodyForgotToMarkShowsAndTakesOwnRowsOnly() {
    ends(UNMARKED_ENTITY, "nothing");
    ends(UNMARKED_ENTITY_WRITTEN, "nothing");
  }

  @Test
  @Tag("hibernate-subselect")
  @Tag("hibernate-formula")
  void queriesInTheMappingSeeOwnRowsOnly() {
    ends(SUBSELECT, "nothing");
    ends(FORMULA, "nothing");
  }

  @Test
  @Tag("hibernate-restriction")
  void aLooseRestrictionDoesNotSwallowTheTenant() {
    ends(RESTRICTION, "nothing");
  }

  @Test
  @Tag("hibernate-named-native-query")
  void aNamedNativeQuerySeesOwnRowsOnly() {
    ends(NAMED_NATIVE_QUERY, "nothing");
  }

  @Test
  @Tag("hibernate-function")
  @Tag("hibernate-stored-procedure")
  @Tag("hibernate-definer-function")
  void functionsAndProceduresReachOwnRowsOnly() {
    ends(FUNCTION, "nothing");
    ends(STORED_PROCEDURE, "nothing");
    ends(DEFINER_FUNCTION, "nothing");
  }

  @Test
  @Tag("hibernate-work")
  @Tag("hibernate-metadata-of-work")
  void workOnTheConnectionSeesOwnRowsOnly() {
    ends(WORK, "nothing");
    ends(METADATA_OF_WORK, "nothing");
  }

  @Test
  @Tag("hibernate-unwrapped-work")
  void theConnectionIsNotUnwrapped() {
    ends(UNWRAPPED_WORK, "refused: LH-ISO-204");
  }

  @Test
  @Tag("hibernate-native-update")
  @Tag("hibernate-native-delete")
  void nativeStatementsTouchOwnRowsOnly() {
    ends(NATIVE_UPDATE, "nothing");
    ends(NATIVE_DELETE, "nothing");
  }

  @Test
  @Tag("hibernate-row-security-off")
  @Tag("hibernate-table-altered")
  void rowSecurityIsNotSwitchedOff() {
    holds(ROW_SECURITY_OFF);
    holds(TABLE_ALTERED);
  }

  @Test
  @Tag("hibernate-second-session")
  void aSecondSessionInTheTransactionSeesNothingMore() {
    ends(SECOND_SESSION, "nothing");
  }

  @Test
  @Tag("hibernate-scroll")
  @Tag("hibernate-stream")
  void rowsThatComeOneByOneAreOwnOnes() {
    ends(SCROLL, "nothing");
    ends(STREAM, "nothing");
  }

  @Test
  @Tag("hibernate-stateless-get")
  @Tag("hibernate-stateless-native-query")
  void aStatelessSessionSeesOwnRowsOnly() {
    ends(STATELESS_GET, "nothing");
    ends(STATELESS_NATIVE_QUERY, "nothing");
  }

  @Test
  @Tag("hibernate-stateless-insert")
  void aStatelessSessionInsertsForItsTenantOnly() {
    holds(STATELESS_INSERT);
  }

  private void ends(SurfaceAttack attack, String verdict) {
    assertThat(raid.triesAfresh(attack).verdict())
        .as("%s with %s", attack, locks)
        .isEqualTo(verdict);
  }

  private void holds(SurfaceAttack attack) {
    assertThat(raid.triesAfresh(attack).isNothing()).as("%s with %s", attack, locks).isTrue();
  }
}
