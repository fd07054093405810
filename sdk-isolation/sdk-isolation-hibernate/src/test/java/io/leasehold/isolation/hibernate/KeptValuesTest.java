package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.leasehold.isolation.hibernate.internal.loading.KeptPlans;
import io.leasehold.tenancy.Tenant;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.Session;
import org.hibernate.query.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of a query holds nothing of the call it was made for. */
class KeptValuesTest {

  // The way to the run's title is what Hibernate puts off.
  private static final String NOTES = "select n.text from Note n where n.run.title = :title";

  private final LabsDatabase database = LabsDatabase.bare();
  private final Unit unit = Unit.of(database.app());
  private final List<WeakReference<?>> gone = new ArrayList<>();

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  void neitherValuesNorSessionsAreKept() throws Exception {
    assertThatList(notes(GLOBEX, "VPC")).containsExactly("secret of globex");
    assertThatList(notes(ACME, "VPC")).isEmpty();
    assertThat(KeptPlans.of(unit.factory)).isEqualTo(2);
    assertThat(held()).isZero();
  }

  @Test
  void whatTransformsRowsIsNotKept() throws Exception {
    for (int i = 0; i < 2; i++) {
      Object text = unit.in(GLOBEX, session -> transformed(query(session)).getSingleResult());
      assertThat(text).isEqualTo("secret of globex!");
    }
    assertThatList(notes(GLOBEX, "VPC")).containsExactly("secret of globex");
    assertThat(held()).isZero();
  }

  private Query<String> transformed(Query<String> query) {
    AtomicReference<String> mark = new AtomicReference<>("!");
    gone.add(new WeakReference<>(mark));
    return query
        .setParameter("title", "VPC")
        .setTupleTransformer((row, names) -> row[0].toString() + mark.get());
  }

  private List<String> notes(Tenant tenant, String title) throws Exception {
    return unit.in(
        tenant,
        session -> {
          String value = title.charAt(0) + title.substring(1);
          gone.add(new WeakReference<>(value));
          gone.add(new WeakReference<>(session));
          return query(session).setParameter("title", value).getResultList();
        });
  }

  private static Query<String> query(Session session) {
    return session.createQuery(NOTES, String.class);
  }

  private long held() {
    long held = gone.size();
    for (int i = 0; held > 0 && i < 50; i++) {
      System.gc();
      held = gone.stream().filter(each -> each.get() != null).count();
    }
    return held;
  }
}
