package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThatList;

import io.leasehold.tenancy.Tenant;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One query with values of many types, for which Hibernate makes another statement each time. */
class TypedPlansTest {

  private final LabsDatabase database = LabsDatabase.bare();
  private final Unit unit = Unit.of(database.app());

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  void aValueIsOfItsOwnTypeWhateverTheLastOneWas() throws Exception {
    List<Object> values =
        List.of(1, 2L, "three", 4.5, new BigDecimal("6.75"), new BigDecimal("1234.5678"), true);
    for (Object value : Stream.concat(values.stream(), values.stream()).toList()) {
      assertThatList(first(ACME, "select :value from LabRun where id = 1", value))
          .containsExactly(value);
      assertThatList(first(GLOBEX, "select :value from LabRun where id = 3", value))
          .containsExactly(value);
    }
  }

  @Test
  void aSumIsOfTheTypeOfTheCall() throws Exception {
    String query = "select id + :value from LabRun order by id";
    for (int i = 0; i < 2; i++) {
      assertThatList(first(ACME, query, 1)).containsExactly(2L, 3L);
      assertThatList(first(ACME, query, 2L)).containsExactly(3L, 4L);
    }
  }

  @Test
  void digitsAreThoseOfTheCall() throws Exception {
    String query = "select cast(:value as String) from LabRun order by id";
    for (String digits : List.of("1.5", "1234.56789", "1.5", "0.000001")) {
      assertThatList(first(ACME, query, new BigDecimal(digits))).containsOnly(digits);
    }
  }

  @Test
  void nothingMayBeAskedForBeforeAndAfterSomething() throws Exception {
    String query = "select title from LabRun where :value is null or title = :value order by id";
    for (int i = 0; i < 2; i++) {
      assertThatList(first(ACME, query, null)).containsExactly("S3", "IAM");
      assertThatList(first(ACME, query, "IAM")).containsExactly("IAM");
    }
  }

  private List<Object> first(Tenant tenant, String query, Object value) throws Exception {
    return unit.in(
        tenant,
        session ->
            session
                .createSelectionQuery(query, Object.class)
                .setParameter("value", value)
                .getResultList());
  }
}
