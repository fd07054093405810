package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.PagedPlansTest.Remark;
import io.leasehold.isolation.hibernate.PagedPlansTest.Run;
import io.leasehold.tenancy.Tenant;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same calls in any order, of two tenants, to a unit that keeps plans and to one that does not:
 * the same rows by the same statements. Without row security.
 */
class PlansLikeHibernateTest {

  private static final List<String> QUERIES =
      List.of(
          "from Run r order by r.id",
          "from Run r left join fetch r.remarks order by r.id",
          "select distinct r from Run r join fetch r.remarks m where m.id > :id order by r.id",
          "from Run r where r.id > :id order by r.id",
          "from Run r where :id is null or r.id >= :id order by r.id",
          "from Run r where r.id in (:id) order by r.id",
          "select r from Run r where size(r.remarks) > 1 order by r.id");

  private static final List<Consumer<SelectionQuery<?>>> OPTIONS =
      List.of(
          query -> {},
          query -> query.setMaxResults(1),
          query -> query.setFirstResult(1),
          query -> query.setFirstResult(1).setMaxResults(1),
          query -> query.setLockMode(LockModeType.PESSIMISTIC_WRITE),
          query -> query.setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED),
          query -> query.setMaxResults(1).setLockMode(LockModeType.PESSIMISTIC_READ),
          query -> query.setReadOnly(true).setFetchSize(1).setComment("slowly"),
          query -> query.setHint("hibernate.query.plan.cacheable", false));

  private final LabsDatabase database = LabsDatabase.bare();
  private final List<String> statements = new ArrayList<>();
  private Unit keeping;
  private Unit plain;

  @BeforeEach
  void start() {
    LabsDatabase.execute(
        database.owner(),
        "insert into labs.note values"
            + " (11, 'acme', 1, 'a'), (12, 'acme', 1, 'b'), (13, 'acme', 2, 'c')");
    keeping = unit(100);
    plain = unit(0);
  }

  @AfterEach
  void close() {
    keeping.close();
    plain.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aUnitThatKeepsPlansDoesWhatOneWithoutDoes(long order) throws Exception {
    Random random = new Random(order);
    for (int i = 0; i < 250; i++) {
      long call = random.nextLong();
      assertThat(saw(keeping, call)).isEqualTo(saw(plain, call));
    }
  }

  private List<String> saw(Unit unit, long call) throws Exception {
    Random random = new Random(call);
    Tenant tenant = random.nextBoolean() ? ACME : GLOBEX;
    statements.clear();
    List<String> seen = new ArrayList<>();
    try {
      seen.addAll(unit.in(tenant, session -> rows(session, random)));
    } catch (RuntimeException e) {
      // Some of these Hibernate cannot do, with plans or without.
      seen.add(e.getClass().getName());
    }
    seen.addAll(statements);
    return seen;
  }

  private static List<String> rows(Session session, Random random) {
    if (random.nextInt(5) == 0) {
      LockModeType lock = random.nextBoolean() ? LockModeType.NONE : LockModeType.PESSIMISTIC_WRITE;
      return List.of(String.valueOf(session.find(Run.class, 1L + random.nextInt(3), lock)));
    }
    String text = QUERIES.get(random.nextInt(QUERIES.size()));
    SelectionQuery<Run> query = session.createSelectionQuery(text, Run.class);
    OPTIONS.get(random.nextInt(OPTIONS.size())).accept(query);
    if (text.contains("in (:id)")) {
      query.setParameterList("id", List.of(1L, 2L, 3L).subList(0, 1 + random.nextInt(3)));
    } else if (text.contains(":id")) {
      query.setParameter("id", random.nextInt(4) == 0 ? null : (Object) random.nextLong(3));
    }
    return query.getResultList().stream().map(Run::toString).toList();
  }

  private Unit unit(int most) {
    StatementInspector inspector =
        sql -> {
          statements.add(sql);
          return sql;
        };
    return Unit.of(
        database.app(),
        Map.of(
            "leasehold.isolation.plans",
            most,
            "hibernate.session_factory.statement_inspector",
            inspector),
        Run.class,
        Remark.class);
  }
}
