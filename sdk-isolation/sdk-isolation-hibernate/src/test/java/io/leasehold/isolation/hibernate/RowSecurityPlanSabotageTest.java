package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.schema.DatabaseRoles;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the plan's policy on a table of each shape, its rows of all tenants are seen. */
class RowSecurityPlanSabotageTest {

  private static Shop.Made shop;
  private static RowSecurityPlan plan;

  private final LabsDatabase database = LabsDatabase.bare();
  private final DataSource app = TenantDataSource.around(database.app());

  @BeforeAll
  static void start() {
    shop = Shop.of(LabsDatabase.bare().app());
    plan = RowSecurityPlan.of(shop.unit().factory);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "course",
        "course_detail",
        "course_tag",
        "course_topic",
        "video",
        "video_subtitles",
        "payment",
        "cardpayment",
        "order"
      })
  void withoutIt(String table) throws Exception {
    execute(database.owner(), "drop table labs.note, labs.lab_run;" + shop.tables());
    try (Connection owner = database.owner().getConnection()) {
      plan.apply(owner);
    }
    for (String sql : DatabaseRoles.of("labs_owner", "labs_app").grants(plan)) {
      execute(database.owner(), sql);
    }
    for (var tenant : new io.leasehold.tenancy.Tenant[] {ACME, Tenants.GLOBEX}) {
      shop.unit()
          .in(
              tenant,
              session -> {
                Shop.rows(tenant.equals(ACME) ? 100 : 200, tenant.id().value())
                    .forEach(session::persist);
                return tenant;
              });
    }
    String seen = "select distinct tenant_id from labs.\"" + table + "\" order by 1";
    assertThat(Tenants.texts(ACME, app, seen)).containsExactly("acme");
    execute(database.owner(), "alter table labs.\"" + table + "\" disable row level security");
    assertThat(Tenants.texts(ACME, app, seen)).containsExactly("acme", "globex");
  }
}
