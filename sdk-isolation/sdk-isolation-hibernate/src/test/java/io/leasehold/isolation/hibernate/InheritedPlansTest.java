package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.internal.loading.KeptPlans;
import io.leasehold.tenancy.Tenant;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kept plans of entities in several tables, and beside another filter; without row security. */
class InheritedPlansTest {

  private static final String TABLES =
      """
      create table labs.figure (id bigint primary key, tenant_id text not null, hidden bool not null);
      create table labs.circle (id bigint primary key references labs.figure, radius int not null);
      insert into labs.figure values (1, 'acme', false), (2, 'globex', false), (3, 'acme', true);
      insert into labs.circle values (1, 10), (2, 20), (3, 30);
      create table labs.vehicle (id bigint primary key, tenant_id text not null);
      create table labs.car (id bigint primary key, tenant_id text not null, wheels int not null);
      insert into labs.car values (1, 'acme', 4), (2, 'globex', 3);
      grant select on labs.figure, labs.circle, labs.vehicle, labs.car to labs_app;
      """;

  private final LabsDatabase database = LabsDatabase.bare();
  private Unit unit;

  @BeforeEach
  void start() throws Exception {
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(TABLES);
    }
    unit = Unit.of(database.app(), Map.of(), Figure.class, Circle.class, Vehicle.class, Car.class);
  }

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  void joinedTablesAreLoadedWithAPlanForEachTenantAndClass() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(circle(ACME, Figure.class, 1)).isEqualTo(10);
      assertThat(circle(GLOBEX, Figure.class, 1)).isZero();
      assertThat(circle(ACME, Circle.class, 2)).isZero();
      assertThat(circle(GLOBEX, Circle.class, 2)).isEqualTo(20);
    }
    assertThat(KeptPlans.of(unit.factory)).isEqualTo(4);
  }

  @Test
  void aTableForEachClassIsToo() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(wheels(ACME, 1)).isEqualTo(4);
      assertThat(wheels(GLOBEX, 1)).isZero();
      assertThat(wheels(GLOBEX, 2)).isEqualTo(3);
    }
    assertThat(KeptPlans.of(unit.factory)).isEqualTo(2);
  }

  @Test
  void anotherFilterIsHeardBeforeAndAfterAPlanIsKept() throws Exception {
    assertThat(visible(3)).isZero();
    assertThat(circle(ACME, Figure.class, 3)).isEqualTo(30);
    assertThat(visible(3)).isZero();
    assertThat(visible(1)).isEqualTo(10);
    assertThat(KeptPlans.of(unit.factory)).isEqualTo(1);
  }

  private int visible(long id) throws Exception {
    return unit.in(
        ACME,
        session -> {
          session.enableFilter("visible");
          return radius(session.find(Figure.class, id));
        });
  }

  private int circle(Tenant tenant, Class<? extends Figure> type, long id) throws Exception {
    return unit.in(tenant, session -> radius(session.find(type, id)));
  }

  private int wheels(Tenant tenant, long id) throws Exception {
    return unit.in(
        tenant, session -> session.find(Vehicle.class, id) instanceof Car car ? car.wheels : 0);
  }

  private static int radius(Figure figure) {
    return figure instanceof Circle circle ? circle.radius : 0;
  }

  /** Of joined tables. */
  @Entity(name = "Figure")
  @Table(schema = "labs", name = "figure")
  @Inheritance(strategy = InheritanceType.JOINED)
  @FilterDef(name = "visible", applyToLoadByKey = true)
  @Filter(name = "visible", condition = "hidden = false")
  static class Figure {
    @Id Long id;
    @TenantId String tenant_id;
    boolean hidden;
  }

  /** One with a table of its own beside. */
  @Entity(name = "Circle")
  @Table(schema = "labs", name = "circle")
  static class Circle extends Figure {
    int radius;
  }

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
  static class Car extends Vehicle {
    int wheels;
  }
}
