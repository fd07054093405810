package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.internal.loading.KeptPlans;
import org.junit.jupiter.api.Test;

/** Plans that were not kept for each tenant apart. */
class TenantPlansSabotageTest {

  @Test
  void oneForAllTenantsWouldGiveAwayTheRowsOfWhoeverCameFirst() throws Exception {
    try (Unit unit = oneForAll(LabsDatabase.bare())) {
      unit.find(ACME, 1);
      assertThat(unit.find(GLOBEX, 1).title()).isEqualTo("S3");
      assertThat(unit.titles(ACME)).hasSize(2);
      assertThat(unit.titles(GLOBEX)).containsExactlyInAnyOrder("S3", "IAM");
    }
  }

  @Test
  void rowSecurityWouldRefuseThem() throws Exception {
    try (Unit unit = oneForAll(LabsDatabase.isolated())) {
      unit.find(ACME, 1);
      assertThat(unit.find(GLOBEX, 1)).isNull();
      assertThat(unit.titles(ACME)).hasSize(2);
      assertThat(unit.titles(GLOBEX)).isEmpty();
    }
  }

  private static Unit oneForAll(LabsDatabase database) {
    Unit unit = Unit.of(database.app());
    KeptPlans.keepFor(unit.factory, tenant -> "everybody");
    return unit;
  }
}
