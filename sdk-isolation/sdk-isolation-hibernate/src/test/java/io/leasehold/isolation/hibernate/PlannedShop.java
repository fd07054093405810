package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;

import io.leasehold.isolation.hibernate.schema.DatabaseRoles;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.tenancy.Tenant;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The shop's entities with the plan for them, and a database for each test. */
abstract class PlannedShop {

  static Shop.Made shop;
  static RowSecurityPlan plan;

  final LabsDatabase database = LabsDatabase.bare();
  final DataSource app = TenantDataSource.around(database.app());

  @BeforeAll
  static void open() {
    shop = Shop.of(LabsDatabase.bare().app());
    plan = RowSecurityPlan.of(shop.unit().factory);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** The shop's tables instead of the labs', as Hibernate makes them, under the plan. */
  final void makeTables() throws Exception {
    execute(database.owner(), "drop table labs.note, labs.lab_run;" + shop.tables());
    owner(plan::apply);
    for (String sql : DatabaseRoles.of("labs_owner", "labs_app").grants(plan)) {
      execute(database.owner(), sql);
    }
  }

  /** Rows of both tenants in every table. */
  static void fill() throws Exception {
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      shop.unit()
          .in(
              tenant,
              session -> {
                Shop.rows(tenant.equals(ACME) ? 100 : 200, tenant.id().value())
                    .forEach(session::persist);
                return tenant;
              });
    }
  }

  final <T> T owner(Tenants.Work<T> work) throws Exception {
    try (Connection connection = database.owner().getConnection()) {
      return work.on(connection);
    }
  }
}
