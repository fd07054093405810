package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.internal.loading.KeptPlans;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session that somebody keeps, asked for many entities at once in the scope of another tenant, or
 * of none; with and without plans that are kept.
 */
@ParameterizedClass
@ValueSource(strings = {"2048", "0"})
@SuppressWarnings({"deprecation", "removal"}) // Ways to ask that are older.
class KeptSessionManyKeysTest {

  private static final String TABLES =
      """
      create table labs.badge (id bigint primary key, tenant_id text not null, code text not null);
      insert into labs.badge values (1, 'acme', 'A'), (2, 'globex', 'G');
      create table labs.figure (id bigint primary key, tenant_id text not null);
      create table labs.circle (id bigint primary key references labs.figure);
      insert into labs.figure values (1, 'acme'), (2, 'globex');
      insert into labs.circle values (1), (2);
      create table labs.vehicle (id bigint primary key, tenant_id text not null);
      create table labs.car (id bigint primary key, tenant_id text not null);
      insert into labs.car values (1, 'acme'), (2, 'globex');
      grant select on labs.badge, labs.figure, labs.circle, labs.vehicle, labs.car to labs_app;
      """;

  @Parameter private String plans;

  private final LabsDatabase database = LabsDatabase.bare();
  private Unit unit;
  private Session ofGlobex;

  @BeforeEach
  void start() throws Exception {
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(TABLES);
    }
    unit =
        Unit.of(
            database.app(),
            Map.of("leasehold.isolation.plans", plans),
            Badge.class,
            Figure.class,
            Circle.class,
            Vehicle.class,
            Car.class);
    ofGlobex = TenantScopes.call(GLOBEX, unit.factory::openSession);
  }

  @AfterEach
  void close() {
    ofGlobex.close();
    unit.close();
  }

  @ParameterizedTest
  @ValueSource(classes = {Badge.class, Figure.class, Circle.class, Vehicle.class, Car.class})
  void whatItHasInMemoryIsHandedToItsOwnTenantOnly(Class<?> type) throws Exception {
    assertThat(load(() -> many(type))).hasSize(1).doesNotContainNull();
    TenantScopes.run(ACME, () -> assertRefused(() -> many(type)));
    TenantScopes.run(
        ACME, () -> assertRefused(() -> ofGlobex.byMultipleIds(type).multiLoad(List.of(2L))));
    assertRefused(() -> many(type));
    assertThat(load(() -> many(type))).hasSize(1).doesNotContainNull();
    assertThat(KeptPlans.of(unit.factory)).isZero();
  }

  @ParameterizedTest
  @ValueSource(classes = Badge.class)
  void norByKeysOfTheBusiness(Class<?> type) throws Exception {
    assertThat(load(() -> named(type))).hasSize(1).doesNotContainNull();
    TenantScopes.run(ACME, () -> assertRefused(() -> named(type)));
    TenantScopes.run(
        ACME,
        () -> assertRefused(() -> ofGlobex.byMultipleNaturalId(type).multiLoad(List.of("G"))));
    assertRefused(() -> named(type));
  }

  @ParameterizedTest
  @ValueSource(classes = {Badge.class, Figure.class, Car.class})
  void aSessionWithoutMemoryIsRefusedToo(Class<?> type) throws Exception {
    try (var stateless = TenantScopes.call(GLOBEX, unit.factory::openStatelessSession)) {
      stateless.beginTransaction();
      Callable<List<?>> two = () -> stateless.getMultiple(type, List.of(2L));
      assertThat(TenantScopes.<List<?>>call(GLOBEX, two)).hasSize(1).doesNotContainNull();
      stateless.getTransaction().commit();
      TenantScopes.run(ACME, () -> assertRefused(two::call));
    }
  }

  /** In a transaction of the session's own tenant. */
  private List<?> load(Callable<List<?>> what) throws Exception {
    return TenantScopes.<List<?>>call(
        GLOBEX,
        () -> {
          ofGlobex.beginTransaction();
          List<?> loaded = what.call();
          ofGlobex.getTransaction().commit();
          return loaded;
        });
  }

  private List<?> many(Class<?> type) {
    return ofGlobex.findMultiple(type, List.of(2L));
  }

  private List<?> named(Class<?> type) {
    return ofGlobex.findMultiple(type, List.of("G"), KeyType.NATURAL);
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SessionOfAnotherTenantException.class,
            e -> assertThat(e.code()).isEqualTo("LH-ISO-372"));
  }

  /** In one table, with a key of the business. */
  @Entity(name = "Badge")
  @Table(schema = "labs", name = "badge")
  static class Badge {
    @Id Long id;
    @TenantId String tenant_id;
    @NaturalId String code;
  }

  /** Of joined tables. */
  @Entity(name = "Figure")
  @Table(schema = "labs", name = "figure")
  @Inheritance(strategy = InheritanceType.JOINED)
  static class Figure {
    @Id Long id;
    @TenantId String tenant_id;
  }

  /** One with a table of its own beside. */
  @Entity(name = "Circle")
  @Table(schema = "labs", name = "circle")
  static class Circle extends Figure {}

  /** Of a table for each class. */
  @Entity(name = "Vehicle")
  @Table(schema = "labs", name = "vehicle")
  @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
  static class Vehicle {
    @Id Long id;
    @TenantId String tenant_id;
  }

  /** One with a table of its own. */
  @Entity(name = "Car")
  @Table(schema = "labs", name = "car")
  static class Car extends Vehicle {}
}
