package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL of an attacker's choice in a transaction of acme, over one connection. */
@Tag("rls-11")
class SignedAttackTest {

  static final String LOOT = "VPC";

  private final SignedDatabase database = new SignedDatabase();
  private final HikariDataSource pool = database.labs.pool(1);
  private final DataSource source = TenantDataSource.around(pool).signed(SignedDatabase.KEY);

  @AfterEach
  void close() {
    pool.close();
  }

  /** Each line is one statement; what it gives back, or its error, must not have globex's rows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select set_config('leasehold.tenant', 'globex', true)",
        "select set_config('leasehold.tenant', 'globex', false)",
        "set leasehold.tenant = 'globex'\nset leasehold.proof = ''",
        "set local leasehold.tenant = 'globex'\nset local leasehold.proof = 'first:00'",
        "set local leasehold.proof = 'first:'",
        "set local leasehold.proof = ':'",
        "reset all",
        "reset leasehold.tenant",
        "discard all",
        "reset role",
        "reset session authorization",
        "set role labs_owner",
        "set role postgres",
        "set session authorization postgres",
        "set row_security = off",
        "commit\nbegin\nset leasehold.tenant = 'globex'",
        "rollback and chain\nselect set_config('leasehold.tenant', 'globex', true)",
        "alter role current_user set leasehold.tenant = 'globex'",
        "alter table labs.lab_run disable row level security",
        "alter table labs.lab_run owner to labs_app",
        "create policy p on labs.lab_run using (true)",
        "create or replace function leasehold_signed.tenant() returns text language sql as 'select ''globex'''",
        "create or replace function leasehold_signed.start() returns text language sql as 'select 1'",
        "select leasehold_signed.start()\nset leasehold.tenant = 'globex'\nselect leasehold_signed.start()",
        "create function labs.tenant() returns text language sql as 'select 1'",
        "create schema mine",
        "select * from leasehold_signed.key",
        "insert into leasehold_signed.key values ('mine', sha256('a') || sha256('a'), sha256('a') || sha256('a'))",
        "delete from leasehold_signed.key",
        "copy leasehold_signed.key to stdout",
        "copy labs.lab_run to stdout",
        "copy labs.lab_run to '/tmp/loot'",
        "copy labs.lab_run to program 'cat'",
        "copy labs.lab_run from program 'echo 9'",
        "select pg_read_file('pg_hba.conf')",
        "select lo_import('/etc/passwd')",
        "select most_common_vals::text from pg_stats where tablename in ('lab_run', 'note')",
        "select stavalues1::text from pg_statistic where starelid = 'labs.lab_run'::regclass",
        "select * from pg_statistic_ext_data",
        "create trigger t after insert on labs.lab_run for each row execute function suppress_redundant_updates_trigger()",
        "create rule r as on select to labs.lab_run do instead select 1",
        "truncate labs.lab_run",
        "insert into labs.lab_run values (3, 'acme', 'x') on conflict (id) do update set title = lab_run.title returning title",
        "merge into labs.lab_run r using (values (3)) v (id) on r.id = v.id when matched then update set title = 'x'",
        "update labs.lab_run set tenant_id = 'globex'",
        "set debug_parallel_query = on",
        "select * from labs.lab_run for update",
        "prepare p as select title from labs.lab_run\nset leasehold.tenant = 'globex'\nexecute p",
        "declare c cursor with hold for select title from labs.lab_run",
        "do 'begin perform set_config(''leasehold.tenant'', ''globex'', true); end'",
        "listen globex",
      })
  void nothingThatItSaysShowsARowOfAnotherTenant(String attack) throws Exception {
    List<String> seen = new ArrayList<>();
    TenantsHelp.in(
        ACME,
        source,
        connection -> {
          connection.setAutoCommit(false);
          for (String line : attack.lines().toList()) {
            seen.addAll(attempt(connection, line));
          }
          seen.addAll(attempt(connection, "select title from labs.lab_run"));
          seen.addAll(attempt(connection, "select text from labs.note"));
          if (!connection.isClosed()) {
            connection.commit();
          }
        });
    assertThat(seen).noneMatch(said -> said.contains(LOOT) || said.contains("secret of"));
    assertThat(as(GLOBEX, source, LabsDatabase::titles)).containsExactly(LOOT);
    assertThat(as(ACME, source, LabsDatabase::titles)).doesNotContain(LOOT);
    execute(database.labs.superuser(), "alter role labs_app reset leasehold.tenant");
  }

  @Test
  void aProofOfItsOwnIsNoneOfAnother() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          assertThat(titles(connection)).hasSize(2);
          execute(connection, "select set_config('leasehold.tenant', 'globex', true)");
          assertThat(titles(connection)).isEmpty();
          assertThat(texts(connection, "select leasehold_signed.tenant()")).containsOnlyNulls();
          return null;
        });
  }

  @Test
  void aTemporaryTableInPlaceOfTheTenantsIsGoneWhenTheNextTenantWrites() throws Exception {
    Leftovers.shadow(source);
    assertThat(Leftovers.seenInShadow(source)).isEmpty();
  }

  @Test
  void aPreparedStatementUnderTheDriversNameIsGoneWhenTheNextTenantRunsIt() throws Exception {
    assertThat(Leftovers.lootByPreparedStatement(source)).isEmpty();
  }

  @Test
  void aCursorThatWasLeftOpenIsGone() throws Exception {
    assertThat(Leftovers.cursorOf(source)).isEmpty();
  }

  @Test
  void theLastValueOfASequenceAndATemporaryTableOfTheTenantBeforeAreGone() throws Exception {
    assertThat(Leftovers.leftBy(source)).isEmpty();
  }

  @Test
  void settingsAndLocksThatWereLeftAreGone() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          execute(
              connection,
              "set search_path = pg_temp, labs; set leasehold.loot = 'left';"
                  + " set default_transaction_isolation = 'serializable';"
                  + " select pg_advisory_lock(7)");
          return null;
        });
    as(
        GLOBEX,
        source,
        connection -> {
          assertThat(texts(connection, "show search_path")).containsExactly("\"$user\", public");
          assertThat(texts(connection, "select current_setting('leasehold.loot', true)"))
              .allMatch(left -> left == null || left.isEmpty());
          assertThat(texts(connection, "select objid from pg_locks where locktype = 'advisory'"))
              .isEmpty();
          return null;
        });
  }

  @Test
  void aFunctionThatTellsWhatItIsGivenIsGivenOwnRowsOnly() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          execute(
              connection,
              "create function pg_temp.peek(said text) returns boolean language plpgsql"
                  + " cost 0.0000001 as 'begin raise warning ''%'', said; return true; end'");
          try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1 from labs.lab_run where pg_temp.peek(title)").close();
            List<String> told = warnings(statement);
            assertThat(told).contains("S3").doesNotContain(LOOT);
          }
          return null;
        });
  }

  @Test
  void thePlansThatSomebodyPrintsHaveNoKey() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          execute(
              connection,
              "set local debug_print_parse = on; set local debug_print_rewritten = on;"
                  + " set local debug_print_plan = on; set local client_min_messages = debug5;"
                  + " set local plan_cache_mode = force_custom_plan");
          try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select title from labs.lab_run").close();
            String told = String.join("\n", warnings(statement)).replaceAll("[^0-9a-f]", "");
            assertThat(told).isNotEmpty();
            for (String secret : secrets()) {
              assertThat(told).doesNotContain(secret.substring(0, 16));
            }
          }
          return null;
        });
  }

  @Test
  void theTextOfOthersQueriesIsHidden() throws Exception {
    execute(database.labs.superuser(), SignedTenants.hideQueriesOf("labs_app"));
    try (HikariDataSource fresh = database.labs.pool(2)) {
      DataSource signed = TenantDataSource.around(fresh).signed(SignedDatabase.KEY);
      as(
          GLOBEX,
          signed,
          globex -> {
            execute(globex, "select 1 as \"secret of globex\"");
            try (Connection own = fresh.getConnection()) {
              execute(own, "select 1");
              assertThatThrownBy(() -> execute(own, "set track_activities = on"))
                  .hasMessageContaining("permission denied");
              assertThat(texts(own, "select coalesce(query, '') from pg_stat_activity"))
                  .noneMatch(query -> query.contains("secret of"));
            }
            return null;
          });
    } finally {
      execute(database.labs.superuser(), "alter role labs_app reset track_activities");
    }
  }

  private List<String> secrets() throws SQLException {
    try (Connection owner = database.labs.owner().getConnection()) {
      return texts(
          owner,
          "select encode(inner_pad, 'hex') from leasehold_signed.key"
              + " union all select encode(outer_pad, 'hex') from leasehold_signed.key");
    }
  }

  private static List<String> warnings(Statement statement) throws SQLException {
    List<String> told = new ArrayList<>();
    for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
      told.add(String.valueOf(next.getMessage()));
    }
    return told;
  }

  private static void comeBack(Connection connection, Savepoint before) throws SQLException {
    if (!connection.isClosed()) {
      try {
        connection.rollback(before);
      } catch (SQLException e) {
        connection.rollback();
      }
    }
  }

  /** What the statement tells, or its error. A failed one does not end the attack. */
  private static List<String> attempt(Connection connection, String sql) throws SQLException {
    List<String> told = new ArrayList<>();
    if (connection.isClosed()) {
      return told; // COPY, after which the pool drops the connection
    }
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (statement.execute()) {
        try (ResultSet row = statement.getResultSet()) {
          while (row.next()) {
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              told.add(String.valueOf(row.getString(i)));
            }
          }
        }
      }
      told.addAll(warnings(statement));
    } catch (SQLException e) {
      told.add(String.valueOf(e.getMessage()));
      comeBack(connection, before);
    }
    return told;
  }
}
