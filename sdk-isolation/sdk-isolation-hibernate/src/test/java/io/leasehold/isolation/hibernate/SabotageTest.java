package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static io.leasehold.isolation.hibernate.Tenants.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guard is taken away once; the attack that it stops then succeeds. */
class SabotageTest {

  private static final List<String> EVERYBODYS = List.of("S3", "IAM", "VPC");

  private final LabsDatabase database = LabsDatabase.isolated();

  @Test
  @Tag("rls-01")
  void withoutForceTheOwnerSeesEverybodysRows() throws Exception {
    execute(database.owner(), "alter table labs.lab_run no force row level security");
    DataSource owner = TenantDataSource.around(database.owner());
    assertThat(as(ACME, owner, LabsDatabase::titles)).isEqualTo(EVERYBODYS);
  }

  @Test
  @Tag("rls-13")
  @Tag("mistake-11")
  void aSuperuserSeesEverybodysRowsInSpiteOfForce() throws Exception {
    DataSource superuser = TenantDataSource.around(database.superuser());
    assertThat(as(ACME, superuser, LabsDatabase::titles)).isEqualTo(EVERYBODYS);
  }

  @Test
  void withoutRowSecurityATenantSeesEverybodysRows() throws Exception {
    DataSource app = TenantDataSource.around(LabsDatabase.bare().app());
    assertThat(as(ACME, app, LabsDatabase::titles)).isEqualTo(EVERYBODYS);
  }

  @Test
  void withoutWithCheckOnAnInsertPolicyARowIsPlanted() throws Exception {
    execute(
        database.owner(), "create policy sabotage on labs.lab_run for insert with check (true)");
    DataSource app = TenantDataSource.around(database.app());
    as(
        ACME,
        app,
        connection -> {
          execute(connection, "insert into labs.lab_run values (20, 'globex', 'planted')");
          return null;
        });
    assertThat(database.allTitles()).contains("planted");
  }

  @Test
  void withoutTheWrapperThereIsNoTenantAndSoNoRow() throws Exception {
    assertThat(as(ACME, database.app(), LabsDatabase::titles)).isEmpty();
  }

  @Test
  @Tag("rls-05")
  @Tag("mistake-10")
  void withASessionVariableTheNextBorrowerIsTheTenantBefore() throws Exception {
    try (var pool = database.pool(1)) {
      TenantsBySession source = new TenantsBySession(pool);
      source.borrow("acme", LabsDatabase::titles);
      // Nobody set a tenant here, and acme's rows are seen.
      assertThat(transaction(pool, LabsDatabase::titles)).containsExactly("S3", "IAM");
    }
  }

  @Test
  @Tag("rls-12")
  void withTheRightToTruncateOneTenantEmptiesTheTableForAll() throws Exception {
    execute(database.owner(), "grant truncate on labs.note to labs_app");
    DataSource app = TenantDataSource.around(database.app());
    as(
        ACME,
        app,
        connection -> {
          execute(connection, "truncate labs.note");
          return null;
        });
    try (Connection connection = database.superuser().getConnection()) {
      assertThat(texts(connection, "select text from labs.note")).isEmpty();
    }
  }

  @Test
  @Tag("rls-06")
  void aMaterializedViewKeepsEverybodysRows() throws Exception {
    execute(
        database.superuser(),
        "create materialized view labs.totals as select title from labs.lab_run order by id;"
            + "grant select on labs.totals to labs_app");
    DataSource app = TenantDataSource.around(database.app());
    assertThat(Tenants.texts(ACME, app, "select title from labs.totals")).isEqualTo(EVERYBODYS);
  }

  @Test
  @Tag("rls-06")
  void aViewOfASuperuserWithoutSecurityInvokerShowsEverybodysRows() throws Exception {
    execute(
        database.superuser(),
        "create view labs.overview as select title from labs.lab_run order by id;"
            + "grant select on labs.overview to labs_app");
    DataSource app = TenantDataSource.around(database.app());
    assertThat(Tenants.texts(ACME, app, "select title from labs.overview")).isEqualTo(EVERYBODYS);
    execute(database.superuser(), "alter view labs.overview set (security_invoker = true)");
    assertThat(Tenants.texts(ACME, app, "select title from labs.overview"))
        .containsExactly("S3", "IAM");
  }

  @Test
  @Tag("rls-07")
  @Tag("mistake-24")
  void aForeignKeyWithoutTheTenantReachesARowOfAnotherTenantAndOneWithItDoesNot() throws Exception {
    DataSource app = TenantDataSource.around(database.app());
    String attack = "insert into labs.note values (40, 'acme', 3, 'hangs on a run of globex')";
    as(ACME, app, c -> run(c, attack));
    execute(
        database.superuser(),
        "delete from labs.note where id = 40;"
            + "alter table labs.note add foreign key (tenant_id, run_id)"
            + " references labs.lab_run (tenant_id, id)");
    assertThatThrownBy(() -> as(ACME, app, c -> run(c, attack)))
        .hasMessageContaining("foreign key");
  }

  @Test
  @Tag("rls-08")
  @Tag("mistake-24")
  void aGlobalUniqueColumnTellsOfAnotherTenantsValueAndOneWithTheTenantDoesNot() throws Exception {
    execute(database.owner(), "create unique index global_title on labs.lab_run (title)");
    DataSource app = TenantDataSource.around(database.app());
    String probe = "insert into labs.lab_run values (50, 'acme', 'VPC')";
    assertThatThrownBy(() -> as(ACME, app, c -> run(c, probe)))
        .hasMessageContaining("duplicate key");
    execute(
        database.owner(),
        "drop index labs.global_title;" + "create unique index on labs.lab_run (tenant_id, title)");
    as(ACME, app, c -> run(c, probe));
  }

  private static Object run(Connection connection, String sql) throws SQLException {
    execute(connection, sql);
    return sql;
  }

  /** The wrong way: the variable is set for the session. */
  private record TenantsBySession(DataSource pool) {

    List<String> borrow(String tenant, Tenants.Work<List<String>> work) throws Exception {
      try (Connection connection = pool.getConnection()) {
        execute(connection, "set leasehold.tenant = '" + tenant + "'");
        return work.on(connection);
      }
    }
  }
}
