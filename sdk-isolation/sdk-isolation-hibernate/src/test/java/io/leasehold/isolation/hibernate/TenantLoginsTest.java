package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login for each tenant, and SQL of an attacker's choice. */
@Tag("rls-11")
class TenantLoginsTest {

  private final LabsDatabase database = LabsDatabase.bare();

  TenantLoginsTest() {
    isolate(TenantLogins.EXPRESSION);
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      for (int twice = 0; twice < 2; twice++) {
        TenantLogins.statements(tenant.id(), "labs_app")
            .forEach(sql -> execute(database.superuser(), sql));
      }
    }
  }

  @AfterEach
  void drop() {
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      execute(
          database.superuser(),
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '"
              + TenantLogins.login(tenant.id())
              + "'");
      execute(database.superuser(), TenantLogins.drop(tenant.id()));
    }
  }

  @Test
  void aLoginReachesItsTenantsRowsAndTheApplicationsNone() throws Exception {
    assertThat(as(ACME, source(ACME), LabsDatabase::titles)).containsExactly("S3", "IAM");
    assertThat(as(GLOBEX, source(GLOBEX), LabsDatabase::titles)).containsExactly("VPC");
    assertThat(as(ACME, TenantDataSource.around(database.app()), LabsDatabase::titles)).isEmpty();
    assertThatThrownBy(
            () ->
                Tenants.update(
                    ACME, source(ACME), "insert into labs.lab_run values (9, 'globex', 'x')"))
        .hasMessageContaining("row-level security");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select set_config('leasehold.tenant', 'globex', true)",
        "set role labs_app",
        "set role \"tenant:globex\"",
        "set role labs_owner",
        "reset role",
        "set session authorization \"tenant:globex\"",
        "reset session authorization",
        "alter role \"tenant:acme\" rename to \"x:globex\"",
        "create role \"x:globex\" login",
        "grant \"tenant:globex\" to \"tenant:acme\"",
        "set row_security = off",
      })
  void noStatementMakesItAnother(String attack) throws Exception {
    try (Connection connection = database.as(TenantLogins.login(ACME.id())).getConnection()) {
      try {
        execute(connection, attack);
      } catch (SQLException e) {
        assertThat(e.getMessage()).doesNotContain("VPC");
      }
      try {
        assertThat(titles(connection)).containsExactly("S3", "IAM");
      } catch (SQLException e) {
        assertThat(e.getMessage()).contains("would be affected by row-level security");
      }
    }
  }

  @Test
  void theTextOfAnotherTenantsQueriesIsHiddenByPostgreSql() throws Exception {
    try (Connection globex = database.as(TenantLogins.login(GLOBEX.id())).getConnection();
        Connection acme = database.as(TenantLogins.login(ACME.id())).getConnection()) {
      execute(globex, "select 1 as \"secret of globex\"");
      assertThat(texts(acme, "select coalesce(query, '') from pg_stat_activity"))
          .noneMatch(query -> query.contains("secret of"));
    }
  }

  @Test
  void theCheckKnowsThePolicies() throws Exception {
    IsolationReport report =
        TenantIsolationCheck.of(database.app(), "labs").tenant(TenantLogins.EXPRESSION).run();
    assertThat(report.errors())
        .noneMatch(finding -> finding.hole() == IsolationHole.POLICY_TOO_WIDE);
  }

  @Test
  void aNameThatPostgreSqlWouldCutIsRefused() {
    assertThatThrownBy(() -> TenantLogins.login(TenantId.of("a".repeat(57))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(TenantLogins.login(TenantId.of("a".repeat(56)))).hasSize(63);
  }

  /** Sabotage: one login that takes on the roles of its tenants. */
  @Test
  void aRoleThatWasTakenOnIsPutOffByAnInjectedStatement() throws Exception {
    isolate(new TenantExpression("nullif(split_part(current_user::text, ':', 2), '')", false));
    execute(
        database.superuser(),
        "drop role if exists pretender; create role pretender login;"
            + "grant \"tenant:acme\", \"tenant:globex\" to pretender");
    try (Connection connection = database.as("pretender").getConnection()) {
      execute(connection, "set role \"tenant:acme\"");
      assertThat(titles(connection)).containsExactly("S3", "IAM");
      execute(connection, "set role \"tenant:globex\"");
      assertThat(titles(connection)).containsExactly("VPC");
    } finally {
      execute(database.superuser(), "drop role pretender");
    }
  }

  private void isolate(TenantExpression expression) {
    for (String table : List.of("labs.lab_run", "labs.note")) {
      execute(database.owner(), RowSecurity.enable(table).tenant(expression).script());
    }
  }

  private DataSource source(Tenant tenant) {
    return TenantDataSource.around(database.as(TenantLogins.login(tenant.id())));
  }
}
