package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static io.leasehold.isolation.hibernate.Tenants.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The policy that Hibernate 8 makes by itself, beside ours and instead of ours. */
class HibernateEightTest {

  // The shape of the policy of Hibernate 8, with its flag for who sees everything.
  private static final String ROOT =
      "coalesce(cast(nullif(current_setting('hibernate.tenant_id_root', true), '') as boolean), false)";

  private static final String THEIRS =
      "create policy hibernate_tenant_isolation on labs.lab_run using (tenant_id ="
          + " cast(nullif(current_setting('hibernate.tenant_id', true), '') as varchar) or "
          + ROOT
          + ") with check (true)";

  private static final TenantExpression THEIR_VARIABLE =
      new TenantExpression("nullif(current_setting('hibernate.tenant_id', true), '')", false);

  private final LabsDatabase database = LabsDatabase.isolated();
  private final DataSource app = TenantDataSource.around(database.app());

  @Test
  void besideOursItsFlagShowsEverythingAndTheCheckSaysSo() throws Exception {
    execute(database.owner(), THEIRS);
    List<String> seen =
        as(
            ACME,
            app,
            connection -> {
              texts(connection, "select set_config('hibernate.tenant_id_root', 'true', true)");
              return titles(connection);
            });
    assertThat(seen).containsExactly("S3", "IAM", "VPC");
    assertThat(TenantIsolationCheck.of(database.app(), "labs").run().errors())
        .anySatisfy(
            finding -> {
              assertThat(finding.hole()).isEqualTo(IsolationHole.POLICY_TOO_WIDE);
              assertThat(finding.subject())
                  .isEqualTo("policy hibernate_tenant_isolation on labs.lab_run");
            });
  }

  @Test
  void ourPolicyOnItsVariableHasNoSuchFlag() throws Exception {
    for (String table : List.of("labs.lab_run", "labs.note")) {
      execute(database.owner(), RowSecurity.enable(table).tenant(THEIR_VARIABLE).script());
    }
    List<String> seen =
        transaction(
            database.app(),
            connection -> {
              texts(
                  connection,
                  "select set_config('hibernate.tenant_id', 'acme', true),"
                      + " set_config('hibernate.tenant_id_root', 'true', true)");
              return titles(connection);
            });
    assertThat(seen).containsExactly("S3", "IAM");
    assertThat(
            TenantIsolationCheck.of(database.app(), "labs").tenant(THEIR_VARIABLE).run().errors())
        .extracting(IsolationFinding::hole)
        .doesNotContain(IsolationHole.POLICY_TOO_WIDE);
  }
}
