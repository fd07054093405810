package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static io.leasehold.isolation.hibernate.Tenants.transaction;
import static io.leasehold.isolation.hibernate.Tenants.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL does with the policies that {@link RowSecurity} writes. */
class RowSecurityTest {

  private final LabsDatabase database = LabsDatabase.isolated();
  private final DataSource app = TenantDataSource.around(database.app());

  @Test
  @Tag("rls-01")
  void theOwnerOfTheTableIsIsolatedToo() throws Exception {
    DataSource owner = TenantDataSource.around(database.owner());
    assertThat(transaction(owner, LabsDatabase::titles)).isEmpty();
    assertThat(as(GLOBEX, owner, LabsDatabase::titles)).containsExactly("VPC");
  }

  @Test
  @Tag("rls-04")
  void aTenantNamedLikeNothingCannotBeSet() throws Exception {
    // The empty text is what is left after a transaction; it must never match a row.
    execute(database.superuser(), "insert into labs.lab_run values (99, '', 'belongs to nobody')");
    assertThat(transaction(app, LabsDatabase::titles)).isEmpty();
    assertThat(as(ACME, app, LabsDatabase::titles)).containsExactly("S3", "IAM");
  }

  @Test
  @Tag("rls-09")
  void aRowForAnotherTenantIsNeitherInsertedNorMadeByAnUpdate() throws Exception {
    for (String attack :
        List.of(
            "insert into labs.lab_run values (20, 'globex', 'planted')",
            "insert into labs.lab_run values (20, '', 'planted')",
            "update labs.lab_run set tenant_id = 'globex'",
            "insert into labs.lab_run select 20, 'globex', 'planted'")) {
      assertThatThrownBy(() -> update(ACME, app, attack))
          .as(attack)
          .hasMessageContaining("row-level security");
    }
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC");
  }

  @Test
  void aRowOfAnotherTenantIsNeitherUpdatedNorDeleted() throws Exception {
    assertThat(update(ACME, app, "update labs.lab_run set title = 'x' where id = 3")).isZero();
    assertThat(update(ACME, app, "delete from labs.lab_run where id = 3")).isZero();
    int deleted = transaction(app, c -> update(c, "delete from labs.lab_run"));
    assertThat(deleted).isZero();
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC");
  }

  @Test
  @Tag("rls-10")
  void anUpsertDoesNotReachARowOfAnotherTenant() {
    assertThatThrownBy(
            () ->
                update(
                    ACME,
                    app,
                    "insert into labs.lab_run values (3, 'acme', 'x')"
                        + " on conflict (id) do update set title = 'x'"))
        .hasMessageContaining("row-level security");
    assertThat(database.allTitles()).contains("VPC");
  }

  @Test
  void noTenantMeansNoInsert() {
    assertThatThrownBy(
            () ->
                transaction(
                    app, c -> update(c, "insert into labs.lab_run values (20, 'acme', 'x')")))
        .hasMessageContaining("row-level security");
  }

  @Test
  @Tag("rls-12")
  void theApplicationMayNotTruncate() {
    assertThatThrownBy(() -> update(ACME, app, "truncate labs.lab_run cascade"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void theVariableIsNoProtectionAgainstSqlOfSomebodysChoice() throws Exception {
    // Stated as a limit in the documentation of TenantDataSource; the signed mode has none of it.
    List<String> seen =
        as(
            ACME,
            app,
            connection -> {
              texts(connection, "select set_config('leasehold.tenant', 'globex', true)");
              return titles(connection);
            });
    assertThat(seen).containsExactly("VPC");
    // It ends with the transaction, at least: the next one has its own tenant again.
    assertThat(as(ACME, app, LabsDatabase::titles)).containsExactly("S3", "IAM");
  }

  @Test
  @Tag("rls-05")
  void aSessionVariableThatSomebodySetIsOverruledInEachTransaction() throws Exception {
    try (var pool = database.pool(1)) {
      DataSource source = TenantDataSource.around(pool);
      as(ACME, source, c -> texts(c, "select set_config('leasehold.tenant', 'globex', false)"));
      assertThat(transaction(source, LabsDatabase::titles)).isEmpty();
      assertThat(as(ACME, source, LabsDatabase::titles)).containsExactly("S3", "IAM");
    }
  }

  @Test
  @Tag("rls-15")
  void theComparisonUsesTheIndex() throws Exception {
    List<String> plan =
        as(
            ACME,
            app,
            connection -> {
              execute(connection, "set local enable_seqscan = off");
              execute(connection, "set local enable_bitmapscan = off");
              return texts(connection, "explain select title from labs.lab_run where title > 'A'");
            });
    assertThat(String.join("\n", plan))
        .containsPattern("Index Cond: .*tenant_id = NULLIF\\(current_setting")
        .doesNotContain("Seq Scan");
  }

  @Test
  void theStatementsMayBeRepeated() throws Exception {
    database.isolate("labs.lab_run");
    assertThat(as(ACME, app, LabsDatabase::titles)).hasSize(2);
  }

  @Test
  void theNameOfThePolicyTellsItsBody() throws Exception {
    RowSecurity note = RowSecurity.enable("labs.note");
    assertThat(note.policy())
        .matches("leasehold_tenant_[0-9a-f]{8}")
        .isEqualTo(RowSecurity.enable("labs.lab_run").policy())
        .isNotEqualTo(note.tenantColumn("customer").policy())
        .isNotEqualTo(note.tenant(TenantExpression.function("labs.who()")).policy());
    assertThat(policies()).containsExactly(note.policy());
  }

  @Test
  void policiesOfEarlierVersionsAreTakenAwayAndThoseOfOthersStay() throws Exception {
    execute(
        database.owner(),
        "create policy leasehold_tenant on labs.note using (true);"
            + "create policy leasehold_tenant_01234567 on labs.note using (true);"
            + "create policy leasehold_tenants_own on labs.note as restrictive using (true)");
    database.isolate("labs.note");
    assertThat(policies())
        .containsExactly(RowSecurity.enable("labs.note").policy(), "leasehold_tenants_own");
  }

  @Test
  void aBodyThatWasChangedUnderItsNameIsMadeRightAgain() throws Exception {
    String policy = RowSecurity.enable("labs.note").policy();
    execute(
        database.owner(),
        "alter policy " + policy + " on labs.note using (true) with check (true)");
    database.isolate("labs.note");
    assertThat(Tenants.texts(ACME, app, "select text from labs.note")).isEmpty();
  }

  @Test
  @Tag("rls-15")
  void theTenantMayBeSaidByAFunctionThatIsCalledOnceForAStatement() throws Exception {
    TenantExpression who = TenantExpression.function("labs.who()");
    execute(
        database.owner(),
        "create function labs.who() returns text language plpgsql stable as"
            + " $$ begin return nullif(current_setting('leasehold.tenant', true), ''); end $$;"
            + RowSecurity.enable("labs.lab_run").tenant(who).script()
            + RowSecurity.enable("labs.note").tenant(who).script());
    assertThat(as(ACME, app, LabsDatabase::titles)).containsExactly("S3", "IAM");
    assertThat(transaction(app, LabsDatabase::titles)).isEmpty();
    List<String> plan =
        as(
            ACME,
            app,
            connection -> {
              execute(connection, "set local enable_seqscan = off");
              execute(connection, "set local enable_bitmapscan = off");
              return texts(connection, "explain select title from labs.lab_run where title > 'A'");
            });
    assertThat(String.join("\n", plan))
        .contains("InitPlan")
        .containsPattern("Index Cond: .*tenant_id = ")
        .doesNotContain("Seq Scan");
    assertThat(TenantIsolationCheck.of(database.app(), "labs").run().errors())
        .extracting(IsolationFinding::hole)
        .contains(IsolationHole.POLICY_TOO_WIDE);
    assertThat(TenantIsolationCheck.of(database.app(), "labs").tenant(who).run().findings())
        .extracting(IsolationFinding::hole)
        .doesNotContain(IsolationHole.POLICY_TOO_WIDE, IsolationHole.POLICY_OUTDATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a; b", "a -- b", "a $$ b"})
  void anExpressionThatCouldEndTheStatementIsRefused(String expression) {
    assertThatThrownBy(() -> TenantExpression.function(expression))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> policies() throws Exception {
    return transaction(
        database.owner(),
        c ->
            texts(
                c,
                "select polname from pg_policy where polrelid = 'labs.note'::regclass order by 1"));
  }

  @Test
  void anotherTenantColumnIsPossible() throws Exception {
    execute(
        database.owner(),
        "create table labs.invoice (customer varchar(63), total text);"
            + RowSecurity.enable("labs.invoice").tenantColumn("customer").script()
            + "grant select, insert on labs.invoice to labs_app;");
    update(ACME, app, "insert into labs.invoice values ('acme', '7')");
    assertThat(Tenants.texts(GLOBEX, app, "select total from labs.invoice")).isEmpty();
    assertThat(Tenants.texts(ACME, app, "select total from labs.invoice")).containsExactly("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".t",
        "s.",
        "a.b.c",
        "T",
        "t\" force row level security; drop table t --",
        "t;",
        "t t",
        "1t",
        "täble",
        "t\n",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void aNameThatIsNoPlainNameIsRefused(String name) {
    assertThatThrownBy(() -> RowSecurity.enable(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RowSecurity.enable("t").tenantColumn(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReservedWordIsAPossibleName() {
    execute(
        database.owner(),
        "create table labs.\"order\" (\"user\" text);"
            + RowSecurity.enable("labs.order").tenantColumn("user").script());
  }
}
