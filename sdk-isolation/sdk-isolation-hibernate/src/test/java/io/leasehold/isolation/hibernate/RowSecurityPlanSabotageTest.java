package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the plan's policy on a table of each shape, its rows of all tenants are seen. */
class RowSecurityPlanSabotageTest extends PlannedShop {

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
    makeTables();
    fill();
    String seen = "select distinct tenant_id from labs.\"" + table + "\" order by 1";
    assertThat(Tenants.texts(ACME, app, seen)).containsExactly("acme");
    execute(database.owner(), "alter table labs.\"" + table + "\" disable row level security");
    assertThat(Tenants.texts(ACME, app, seen)).containsExactly("acme", "globex");
  }
}
