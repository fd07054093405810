package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.leasehold.isolation.hibernate.internal.loading.KeptPlans;
import io.leasehold.tenancy.Tenant;
import jakarta.persistence.LockModeType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a unit keeps of its queries. There is no row security here, so that a plan of another tenant
 * would show.
 */
class QueryPlansTest {

  private static final String RUNS = "from LabRun order by id";
  private static final String TITLED = "from LabRun where title = :title";
  private static final String NOTES = "select n from Note n join fetch n.run r where r.title = ?1";

  private final LabsDatabase database = LabsDatabase.bare();
  private final Unit unit = Unit.of(database.app());

  @AfterEach
  void close() {
    unit.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void eachTenantSeesItsOwnHoweverManyPlansAreKept(int most) throws Exception {
    try (Unit keeping =
        Unit.of(
            database.app(), Map.of("leasehold.isolation.plans", most), LabRun.class, Note.class)) {
      for (int i = 0; i < 20; i++) {
        assertThatList(keeping.in(ACME, session -> titles(session, RUNS)))
            .containsExactly("S3", "IAM");
        assertThatList(keeping.in(GLOBEX, session -> titles(session, RUNS))).containsExactly("VPC");
        assertThatList(
                keeping.stateless(
                    GLOBEX, session -> runs(session.createSelectionQuery(RUNS, LabRun.class))))
            .containsExactly("VPC");
      }
      assertThat(KeptPlans.of(keeping.factory)).isEqualTo(Math.min(most, 2));
    }
  }

  @Test
  void valuesOfParametersAreThoseOfTheCall() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(titled(ACME, "S3")).containsExactly("S3");
      assertThat(titled(ACME, "IAM")).containsExactly("IAM");
      assertThat(titled(ACME, "VPC")).isEmpty();
      assertThat(titled(GLOBEX, "VPC")).containsExactly("VPC");
      assertThat(titled(ACME, null)).isEmpty();
    }
    assertThat(KeptPlans.of(unit.factory)).isEqualTo(2);
  }

  @Test
  void whatIsFetchedIsTheTenantsToo() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(notes(GLOBEX, "VPC")).containsExactly("VPC");
      assertThat(notes(ACME, "VPC")).isEmpty();
      assertThat(notes(ACME, "S3")).isEmpty();
    }
  }

  @Test
  void aLimitIsThatOfTheCall() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatList(unit.in(ACME, session -> runs(runs(session).setMaxResults(1))))
          .containsExactly("S3");
      assertThatList(unit.in(ACME, session -> runs(runs(session)))).containsExactly("S3", "IAM");
      assertThatList(unit.in(ACME, session -> runs(runs(session).setFirstResult(1))))
          .containsExactly("IAM");
      long counted = unit.in(ACME, session -> runs(session).getResultCount());
      long streamed = unit.in(ACME, session -> runs(session).getResultStream().count());
      assertThat(counted).isEqualTo(2).isEqualTo(streamed);
    }
  }

  @Test
  void whatDependsOnMoreThanTheTenantIsTranslatedAnew() throws Exception {
    for (int i = 2; i < 5; i++) {
      List<Long> ids = IntStream.range(0, i).mapToObj(Long::valueOf).toList();
      int many = i;
      List<String> found =
          unit.in(
              ACME,
              session ->
                  runs(
                      session
                          .createSelectionQuery("from LabRun where id in :ids", LabRun.class)
                          .setParameterList("ids", ids)));
      assertThat(found).hasSize(Math.min(2, many - 1));
    }
    assertThatList(
            unit.in(
                ACME, session -> runs(runs(session).setLockMode(LockModeType.PESSIMISTIC_WRITE))))
        .containsExactly("S3", "IAM");
    assertThat(KeptPlans.of(unit.factory)).isZero();
  }

  @Test
  void changesByQueryAreTheTenantsAndSeenByQueriesThatWereKept() throws Exception {
    assertThat(titled(GLOBEX, "VPC")).hasSize(1);
    assertThat(titled(ACME, "S3")).hasSize(1);
    int changed =
        unit.in(
            ACME,
            session ->
                session.createMutationQuery("update LabRun set title = 'VPC'").executeUpdate());
    assertThat(changed).isEqualTo(2);
    assertThat(titled(ACME, "VPC")).hasSize(2);
    assertThat(titled(GLOBEX, "VPC")).hasSize(1);
  }

  @Test
  void manyThreadsOfBothTenantsSeeTheirOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Boolean> work =
          () -> {
            for (int i = 0; i < 100; i++) {
              int most = 1 + i % 2;
              List<String> own = unit.in(ACME, session -> runs(runs(session).setMaxResults(most)));
              if (own.size() != most
                  || !titled(GLOBEX, "S3").isEmpty()
                  || notes(GLOBEX, "VPC").size() != 1) {
                return false;
              }
            }
            return true;
          };
      for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(8, work))) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  private List<String> titled(Tenant tenant, String title) throws Exception {
    return unit.in(
        tenant,
        session ->
            runs(session.createSelectionQuery(TITLED, LabRun.class).setParameter("title", title)));
  }

  private List<String> notes(Tenant tenant, String title) throws Exception {
    return unit.in(
        tenant,
        session ->
            session
                .createSelectionQuery(NOTES, Note.class)
                .setParameter(1, title)
                .getResultList()
                .stream()
                .map(note -> note.run().title())
                .toList());
  }

  private static List<String> titles(Session session, String query) {
    return runs(session.createSelectionQuery(query, LabRun.class));
  }

  private static SelectionQuery<LabRun> runs(Session session) {
    return session.createSelectionQuery(RUNS, LabRun.class);
  }

  private static List<String> runs(SelectionQuery<LabRun> query) {
    return query.getResultList().stream().map(LabRun::title).toList();
  }
}
