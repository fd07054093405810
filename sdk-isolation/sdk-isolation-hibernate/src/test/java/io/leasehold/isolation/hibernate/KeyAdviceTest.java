package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.schema.KeyAdvice;
import io.leasehold.isolation.hibernate.schema.KeyAdvice.Kind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that begin with the tenant, on tables that Hibernate would make without. */
class KeyAdviceTest extends PlannedShop {

  @BeforeEach
  void make() throws Exception {
    makeTables();
  }

  @Test
  @Tag("rls-07")
  @Tag("mistake-24")
  void aCollectionsRowHangsOnAnotherTenantsEntityUntilTheAdviceIsTaken() throws Exception {
    course(200, "globex");
    String attack = "insert into labs.course_tag (course_id, tags) values (200, 'planted')";
    assertThat(update(ACME, app, attack)).isEqualTo(1);
    execute(database.superuser(), "delete from labs.course_tag");
    take();
    assertThatThrownBy(() -> update(ACME, app, attack)).hasMessageContaining("foreign key");
    assertThat(update(GLOBEX, app, attack)).isEqualTo(1);
  }

  @Test
  @Tag("rls-08")
  @Tag("mistake-24")
  void aDuplicateTellsOfAnotherTenantsValueUntilTheAdviceIsTaken() throws Exception {
    course(200, "globex");
    String probe = "insert into labs.course (id, tenant_id, title) values (1, 'acme', 'globex')";
    assertThatThrownBy(() -> update(ACME, app, probe)).hasMessageContaining("duplicate key");
    take();
    assertThat(update(ACME, app, probe)).isEqualTo(1);
    String twice = "insert into labs.course (id, tenant_id, title) values (2, 'acme', 'globex')";
    assertThatThrownBy(() -> update(ACME, app, twice)).hasMessageContaining("duplicate key");
  }

  @Test
  void afterwardsThereIsNoAdviceAndTheCheckHasNothingAgainstTheKeys() throws Exception {
    assertThat(advice()).extracting(KeyAdvice::kind).contains(Kind.values());
    take();
    assertThat(advice()).isEmpty();
    assertThat(TenantIsolationCheck.of(database.app(), "labs").run().errors()).isEmpty();
    assertThat(owner(plan::drift)).isEmpty();
  }

  @Test
  void hibernateWorksWithTheKeysAsItDidWithout() throws Exception {
    take();
    fill();
    int tags =
        shop.unit()
            .in(
                ACME,
                session -> {
                  Shop.Course course = session.find(Shop.Course.class, 100L);
                  course.tags.add("another");
                  course.topics.clear();
                  session.flush();
                  return course.tags.size();
                });
    assertThat(tags).isEqualTo(2);
    assertThat(Tenants.texts(ACME, app, "select tags from labs.course_tag")).hasSize(2);
    assertThat(Tenants.texts(GLOBEX, app, "select tags from labs.course_tag")).hasSize(1);
  }

  @Test
  void actionsAndConditionsOfTheKeysStay() throws Exception {
    execute(
        database.owner(),
        "alter table labs.asset add constraint later foreign key (course_id)"
            + " references labs.course (id) on delete set null on update cascade"
            + " deferrable initially deferred;"
            + "create unique index topic_word on labs.topic (lower(name)) where name <> 'any'");
    take();
    assertThat(
            definition(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'later'"))
        .contains("(tenant_id, course_id)")
        .contains("course(tenant_id, id)")
        .contains("ON UPDATE CASCADE ON DELETE SET NULL (course_id) DEFERRABLE INITIALLY DEFERRED");
    assertThat(definition("select pg_get_indexdef('labs.topic_word'::regclass)"))
        .contains("(tenant_id, lower(")
        .contains("WHERE");
  }

  @Test
  void aKeyThatSomebodyElseRefersToIsNamedAndLeftToPeople() throws Exception {
    execute(
        database.owner(),
        "create table labs.catalogue (title text references labs.course (title))");
    assertThat(advice())
        .anySatisfy(
            one -> {
              assertThat(one.kind()).isEqualTo(Kind.UNIQUE_KEY);
              assertThat(one.table()).isEqualTo("labs.course");
              assertThat(one.statements()).isEmpty();
            });
  }

  private void course(long id, String tenant) {
    execute(
        database.superuser(),
        "insert into labs.course (id, tenant_id, title) values (%d, '%s', '%s')"
            .formatted(id, tenant, tenant));
  }

  private void take() throws Exception {
    for (KeyAdvice one : advice()) {
      one.statements().forEach(sql -> execute(database.owner(), sql));
    }
  }

  private List<KeyAdvice> advice() throws Exception {
    return owner(plan::advice);
  }

  private String definition(String sql) throws Exception {
    return owner(c -> texts(c, sql)).get(0);
  }
}
