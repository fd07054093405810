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
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A query that was kept goes on into the one that fetches collections for all rows at once; without
 * row security.
 */
class FetchedPlansTest {

  private final LabsDatabase database = LabsDatabase.bare();
  private Unit unit;

  @BeforeEach
  void start() throws Exception {
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "insert into labs.note values (11, 'acme', 1, 'buckets'), (12, 'acme', 2, 'roles')");
    }
    unit = Unit.of(database.app(), Map.of(), Run.class, Remark.class);
  }

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  void collectionsOfAllRowsAreTheTenantsTimeAndAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThatList(remarks(ACME)).containsExactly("buckets", "roles");
      assertThatList(remarks(GLOBEX)).containsExactly("secret of globex");
    }
  }

  private List<String> remarks(Tenant tenant) throws Exception {
    return unit.in(
        tenant,
        session ->
            session.createSelectionQuery("from Run order by id", Run.class).getResultList().stream()
                .flatMap(run -> run.remarks.stream())
                .map(remark -> remark.text)
                .toList());
  }

  /** With what was remarked, fetched for all runs of a query together. */
  @Entity(name = "Run")
  @Table(schema = "labs", name = "lab_run")
  static class Run {
    @Id Long id;
    @TenantId String tenant_id;

    @OneToMany
    @JoinColumn(name = "run_id")
    @Fetch(FetchMode.SUBSELECT)
    List<Remark> remarks;
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
