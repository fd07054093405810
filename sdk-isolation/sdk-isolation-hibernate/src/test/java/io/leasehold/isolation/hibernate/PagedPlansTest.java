package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThatList;

import io.leasehold.tenancy.Tenant;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.ScrollMode;
import org.hibernate.annotations.TenantId;
import org.hibernate.query.SelectionQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pages of a query that fetches a collection, for which Hibernate makes another statement than for
 * all rows; without row security.
 */
class PagedPlansTest {

  private static final String RUNS = "from Run r left join fetch r.remarks order by r.id";

  private final LabsDatabase database = LabsDatabase.bare();
  private Unit unit;

  @BeforeEach
  void start() {
    LabsDatabase.execute(
        database.owner(),
        "insert into labs.note values"
            + " (11, 'acme', 1, 'a'), (12, 'acme', 1, 'b'), (13, 'acme', 2, 'c')");
    unit = Unit.of(database.app(), Map.of(), Run.class, Remark.class);
  }

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  void aPageAfterAllRowsIsAPageOfRunsEachWithAllItsRemarks() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatList(found(ACME, null, null)).containsExactly("1:2", "2:1");
      assertThatList(found(ACME, null, 1)).containsExactly("1:2");
      assertThatList(found(ACME, 1, null)).containsExactly("2:1");
      assertThatList(found(ACME, 1, 1)).containsExactly("2:1");
      assertThatList(found(GLOBEX, null, 1)).containsExactly("3:1");
    }
  }

  @Test
  void allRowsAfterAPageAreAllRows() throws Exception {
    assertThatList(found(ACME, 0, 1)).containsExactly("1:2");
    assertThatList(found(ACME, null, null)).containsExactly("1:2", "2:1");
    assertThatList(found(ACME, 1, 5)).containsExactly("2:1");
    assertThatList(found(ACME, 0, null)).containsExactly("1:2", "2:1");
    assertThatList(found(GLOBEX, null, null)).containsExactly("3:1");
  }

  @Test
  void whatIsScrolledThroughIsWhatIsListed() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThatList(found(ACME, null, 1)).containsExactly("1:2");
      assertThatList(scrolled(1)).containsExactly("1:2");
      assertThatList(scrolled(5)).containsExactly("1:2", "2:1");
    }
  }

  private List<String> scrolled(int most) throws Exception {
    return unit.in(
        ACME,
        session -> {
          List<String> all = new ArrayList<>();
          SelectionQuery<Run> query =
              session.createSelectionQuery(RUNS, Run.class).setMaxResults(most);
          try (var rows = query.scroll(ScrollMode.FORWARD_ONLY)) {
            while (rows.next()) {
              all.add(rows.get().toString());
            }
          }
          return all;
        });
  }

  private List<String> found(Tenant tenant, Integer first, Integer most) throws Exception {
    return unit.in(
        tenant,
        session -> {
          SelectionQuery<Run> query = session.createSelectionQuery(RUNS, Run.class);
          if (first != null) {
            query.setFirstResult(first);
          }
          if (most != null) {
            query.setMaxResults(most);
          }
          return query.getResultList().stream().map(Run::toString).toList();
        });
  }

  /** With what was remarked. */
  @Entity(name = "Run")
  @Table(schema = "labs", name = "lab_run")
  static class Run {
    @Id Long id;
    @TenantId String tenant_id;

    @OneToMany
    @JoinColumn(name = "run_id")
    List<Remark> remarks;

    @Override
    public String toString() {
      return id + ":" + remarks.size();
    }
  }

  /** What was remarked. */
  @Entity(name = "Remark")
  @Table(schema = "labs", name = "note")
  static class Remark {
    @Id Long id;
    @TenantId String tenant_id;
    String text;
  }
}
