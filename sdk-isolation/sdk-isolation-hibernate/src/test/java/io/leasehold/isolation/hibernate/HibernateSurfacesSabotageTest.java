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

/** The attacks of {@link HibernateSurfacesTest} with a lock or a key taken away. */
class HibernateSurfacesSabotageTest extends TwoRaids {

  @Test
  @Tag("hibernate-criteria")
  @Tag("hibernate-natural-id")
  @Tag("hibernate-multi-load")
  @Tag("hibernate-batch-load")
  @Tag("hibernate-entity-graph")
  @Tag("hibernate-lock")
  @Tag("hibernate-refresh")
  @Tag("hibernate-subclass")
  @Tag("hibernate-restriction")
  @Tag("hibernate-stateless-get")
  void hibernateItselfKeepsToOwnRows() {
    onlyHibernateHolds(CRITERIA, "reads");
    onlyHibernateHolds(NATURAL_ID, "reads");
    onlyHibernateHolds(MULTI_LOAD, "reads");
    onlyHibernateHolds(BATCH_LOAD, "reads");
    onlyHibernateHolds(ENTITY_GRAPH, "reads");
    onlyHibernateHolds(LOCK, "reads");
    onlyHibernateHolds(REFRESH, "reads");
    onlyHibernateHolds(SUBCLASS, "reads");
    onlyHibernateHolds(RESTRICTION, "reads");
    onlyHibernateHolds(STATELESS_GET, "reads");
  }

  @Test
  @Tag("hibernate-replicate")
  @Tag("hibernate-stateless-insert")
  void hibernateItselfWritesNoForgedEntity() {
    onlyHibernateHolds(REPLICATE, "writes");
    onlyHibernateHolds(STATELESS_INSERT, "writes");
  }

  @Test
  @Tag("hibernate-elements")
  @Tag("hibernate-join-table")
  @Tag("hibernate-subclass-table")
  @Tag("hibernate-unmarked-entity")
  @Tag("hibernate-subselect")
  @Tag("hibernate-formula")
  @Tag("hibernate-named-native-query")
  @Tag("hibernate-function")
  @Tag("hibernate-definer-function")
  void whatIsNoEntityOrIsUnmarkedShowsEverybodysRows() {
    succeeds(ELEMENTS, "reads");
    succeeds(JOIN_TABLE, "reads");
    succeeds(SUBCLASS_TABLE, "reads");
    succeeds(UNMARKED_ENTITY, "reads");
    succeeds(SUBSELECT, "reads");
    succeeds(FORMULA, "reads");
    succeeds(NAMED_NATIVE_QUERY, "reads");
    succeeds(FUNCTION, "reads");
    succeeds(DEFINER_FUNCTION, "reads");
  }

  @Test
  @Tag("hibernate-work")
  @Tag("hibernate-metadata-of-work")
  @Tag("hibernate-scroll")
  @Tag("hibernate-stream")
  @Tag("hibernate-stateless-native-query")
  @Tag("hibernate-second-session")
  @Tag("hibernate-row-security-off")
  void sqlReadsEverybodysRows() {
    succeeds(WORK, "reads");
    succeeds(METADATA_OF_WORK, "reads");
    succeeds(SCROLL, "reads");
    succeeds(STREAM, "reads");
    succeeds(STATELESS_NATIVE_QUERY, "reads");
    succeeds(SECOND_SESSION, "reads");
    succeeds(ROW_SECURITY_OFF, "reads");
  }

  @Test
  @Tag("hibernate-element-for-another")
  @Tag("hibernate-unmarked-entity-written")
  @Tag("hibernate-stored-procedure")
  @Tag("hibernate-native-update")
  @Tag("hibernate-native-delete")
  void sqlWritesEverybodysRows() {
    succeeds(ELEMENT_FOR_ANOTHER, "writes");
    succeeds(UNMARKED_ENTITY_WRITTEN, "writes");
    succeeds(STORED_PROCEDURE, "writes");
    succeeds(NATIVE_UPDATE, "writes");
    succeeds(NATIVE_DELETE, "writes");
  }

  @Test
  @Tag("hibernate-element-of-a-foreign-row")
  @Tag("hibernate-join-table-to-a-foreign-row")
  void withoutTheTenantInTheKeysForeignRowsAreHungOnInSpiteOfBothLocks() {
    try (Raid raid = Raid.on(Locks.BOTH)) {
      raid.with(
          "alter table labs.course_tag drop constraint tag_course;"
              + "alter table labs.course_tag add foreign key (course_id)"
              + " references labs.course (id);"
              + "alter table labs.course_learner drop constraint course_learner;"
              + "alter table labs.course_learner add foreign key (learner_id)"
              + " references labs.learner (id)");
      assertThat(raid.tries(ELEMENT_OF_A_FOREIGN_ROW).verdict()).isEqualTo("writes");
      assertThat(raid.tries(JOIN_TABLE_TO_A_FOREIGN_ROW).verdict()).isEqualTo("writes");
    }
  }

  @Test
  @Tag("hibernate-table-altered")
  void whoOwnsTheTableSwitchesItsRowSecurityOff() {
    try (Raid raid = Raid.on(Locks.BOTH)) {
      raid.with("alter table labs.course owner to labs_app");
      assertThat(raid.tries(TABLE_ALTERED).verdict()).isEqualTo("reads");
    }
  }

  @Test
  @Tag("hibernate-unwrapped-work")
  void theBareConnectionDoesWhatTheRoleMay() {
    assertThat(neither.triesAfresh(UNWRAPPED_WORK).verdict()).isEqualTo("refused: LH-ISO-204");
    // Who got hold of one nevertheless has the rights of the role, which row security is about.
    assertThat(neither.titlesPastTheGuard()).contains("GLOBEX VPC");
    try (Raid raid = Raid.on(Locks.DATABASE_ALONE)) {
      assertThat(raid.titlesPastTheGuard()).isEmpty();
    }
  }

  private static void succeeds(SurfaceAttack attack, String verdict) {
    assertThat(hibernateAlone.triesAfresh(attack).verdict()).as("%s", attack).isEqualTo(verdict);
  }

  private static void onlyHibernateHolds(SurfaceAttack attack, String without) {
    assertThat(hibernateAlone.triesAfresh(attack).isNothing()).as("%s", attack).isTrue();
    assertThat(neither.triesAfresh(attack).verdict()).as("%s", attack).isEqualTo(without);
  }
}
