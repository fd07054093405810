package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static io.leasehold.isolation.hibernate.Tenants.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What keeps the cross-tenant path apart is taken away once; the rows of all are then seen. */
@Tag("mistake-28")
class CrossTenantSabotageTest {

  private final LabsDatabase database = LabsDatabase.isolated();

  @Test
  void withoutTheGuardedDataSourceNobodyAsksForAReason() throws Exception {
    String support = database.role("");
    execute(database.owner(), RowSecurity.enable("labs.lab_run").acrossTenants(support).script());
    assertThat(transaction(database.as(support), LabsDatabase::titles)).hasSize(3);
  }

  @Test
  void withoutARoleOfItsOwnEveryRequestReadsAcrossTenants() throws Exception {
    execute(
        database.owner(), RowSecurity.enable("labs.lab_run").acrossTenants("labs_app").script());
    assertThat(as(ACME, TenantDataSource.around(database.app()), LabsDatabase::titles)).hasSize(3);
  }
}
