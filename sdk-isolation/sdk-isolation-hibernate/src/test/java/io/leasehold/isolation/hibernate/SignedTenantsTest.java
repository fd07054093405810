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

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row security that believes a proof, for those who use it as they should. */
class SignedTenantsTest {

  private final SignedDatabase database = new SignedDatabase();
  private final HikariDataSource pool = database.labs.pool(1);
  private final DataSource source = TenantDataSource.around(pool).signed(SignedDatabase.KEY);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void eachTenantSeesAndWritesItsOwnRowsAndNobodyNone() throws Exception {
    for (int i = 0; i < 8; i++) {
      assertThat(as(ACME, source, LabsDatabase::titles)).containsExactly("S3", "IAM");
      assertThat(as(GLOBEX, source, LabsDatabase::titles)).containsExactly("VPC");
      assertThat(transaction(source, LabsDatabase::titles)).isEmpty();
    }
    assertThat(update(ACME, source, "insert into labs.lab_run values (10, 'acme', 'EKS')"))
        .isEqualTo(1);
    assertThatThrownBy(
            () -> update(ACME, source, "insert into labs.lab_run values (11, 'globex', 'x')"))
        .hasMessageContaining("row-level security");
  }

  @Test
  void withoutAProofThereAreNoRows() throws Exception {
    assertThat(as(ACME, TenantDataSource.around(pool), LabsDatabase::titles)).isEmpty();
    DataSource stranger = TenantDataSource.around(pool).signed(TenantSigningKey.random("first"));
    assertThat(as(ACME, stranger, LabsDatabase::titles)).isEmpty();
    DataSource unknown = TenantDataSource.around(pool).signed(TenantSigningKey.random("second"));
    assertThat(as(ACME, unknown, LabsDatabase::titles)).isEmpty();
  }

  @Test
  void aProofIsGoodForOneTransactionOnly() throws Exception {
    try (Connection raw = pool.getConnection()) {
      raw.setAutoCommit(false);
      String challenge = texts(raw, "select leasehold_signed.challenge()").get(0);
      String set =
          "select set_config('leasehold.tenant', 'acme', false),"
              + " set_config('leasehold.proof', '"
              + SignedDatabase.KEY.prove("acme|" + challenge)
              + "', false)";
      execute(raw, set);
      assertThat(titles(raw)).hasSize(2);
      raw.commit();
      assertThat(titles(raw)).isEmpty();
      raw.rollback();
      try (Connection other = database.labs.app().getConnection()) {
        other.setAutoCommit(false);
        execute(other, set);
        assertThat(titles(other)).isEmpty();
      }
    }
  }

  @Test
  void keysAreChangedWhileTransactionsRun() throws Exception {
    TenantSigningKey next = TenantSigningKey.random("second");
    database.install(next);
    DataSource renewed = TenantDataSource.around(pool).signed(next);
    assertThat(as(ACME, renewed, LabsDatabase::titles)).hasSize(2);
    assertThat(as(ACME, source, LabsDatabase::titles)).hasSize(2);
    try (Connection owner = database.labs.owner().getConnection()) {
      SignedTenants.retire(owner, "first");
    }
    assertThat(as(ACME, renewed, LabsDatabase::titles)).hasSize(2);
    assertThat(as(ACME, source, LabsDatabase::titles)).isEmpty();
  }

  @Test
  void theTenantStaysAfterARollbackToASavepointAndAfterACommitByText() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          var start = connection.setSavepoint();
          assertThat(titles(connection)).hasSize(2);
          connection.rollback(start);
          assertThat(titles(connection)).hasSize(2);
          execute(connection, "commit");
          assertThat(titles(connection)).hasSize(2);
          return null;
        });
  }

  @Test
  void theIsolationLevelOfTheConnectionStays() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      connection.setAutoCommit(false);
      for (int i = 0; i < 3; i++) {
        Tenants.on(
            ACME,
            connection,
            same ->
                assertThat(texts(same, "show transaction_isolation"))
                    .containsExactly("serializable"));
        connection.commit();
      }
    }
  }

  @Test
  @Tag("rls-15")
  void theProofIsCheckedOnceForAStatementAndTheIndexIsUsed() throws Exception {
    execute(
        database.labs.superuser(),
        "insert into labs.lab_run select 100 + g, 't' || g % 50, 'title ' || g"
            + " from generate_series(1, 20000) g; analyze labs.lab_run");
    String plan =
        String.join(
            "\n",
            Tenants.texts(
                ACME,
                source,
                "explain (analyze, costs off) select id from labs.lab_run where title = 'S3'"));
    assertThat(plan).contains("InitPlan").contains("Index Cond: ((tenant_id = (InitPlan");
    assertThat(plan)
        .doesNotContain("Seq Scan")
        .containsPattern("InitPlan 1\\s+->  Result .*loops=1");
  }

  @Test
  void twoHandlesOfOneManagersTransactionDoNotDropEachOthersCursors() throws Exception {
    try (AgroalDataSource managed = Narayana.pool(database.labs.appUrl(), 1)) {
      DataSource signed =
          TenantDataSource.around(managed, Narayana.REGISTRY).signed(SignedDatabase.KEY);
      io.leasehold.tenancy.TenantScopes.call(
          ACME,
          () -> {
            Narayana.MANAGER.begin();
            try (Connection first = signed.getConnection();
                Statement statement = first.createStatement()) {
              execute(first, "declare c cursor for select title from labs.lab_run order by id");
              try (Connection second = signed.getConnection()) {
                assertThat(titles(second)).hasSize(2);
              }
              try (ResultSet row = statement.executeQuery("fetch next from c")) {
                assertThat(row.next()).isTrue();
              }
            } finally {
              Narayana.MANAGER.rollback();
            }
            return null;
          });
    }
  }

  @Test
  void hibernateUsesItLikeAnyOther() throws Exception {
    try (Unit unit = Unit.of(source)) {
      for (int i = 0; i < 8; i++) {
        assertThat(unit.titles(ACME)).containsExactly("S3", "IAM");
        assertThat(unit.titles(GLOBEX)).containsExactly("VPC");
      }
    }
  }

  @Test
  void behindAPoolerByTransactionTheProofIsOfTheRealSession() throws Exception {
    try (PgBouncer pooler = PgBouncer.start(database.labs, "transaction")) {
      DataSource signed = TenantDataSource.around(pooler.app()).signed(SignedDatabase.KEY);
      assertThat(as(ACME, signed, LabsDatabase::titles)).containsExactly("S3", "IAM");
      assertThat(as(GLOBEX, signed, LabsDatabase::titles)).containsExactly("VPC");
    }
  }

  @Test
  void theCheckSeesWhoeverReachesTheKeysAndWhatChecksProofs() throws Exception {
    assertThat(signingFindings()).isEmpty();
    execute(database.labs.owner(), "grant select (id) on leasehold_signed.key to labs_app");
    assertThat(signingFindings()).containsExactly("table leasehold_signed.key");
    execute(
        database.labs.owner(),
        "revoke select (id) on leasehold_signed.key from labs_app;"
            + "create or replace function leasehold_signed.said() returns text language sql"
            + " security definer set search_path = pg_catalog as"
            + " 'select current_setting(''leasehold.tenant'', true)'");
    assertThat(signingFindings()).containsExactly("function leasehold_signed.said");
    execute(
        database.labs.owner(),
        SignedTenants.script()
            + "create or replace function leasehold_signed.start() returns text language sql as"
            + " 'select leasehold_signed.challenge()'");
    assertThat(signingFindings()).containsExactly("function leasehold_signed.start");
  }

  private java.util.List<String> signingFindings() throws Exception {
    IsolationReport report =
        TenantIsolationCheck.of(database.labs.app(), "labs").tenant(SignedTenants.EXPRESSION).run();
    assertThat(report.findings())
        .as(report.text())
        .noneMatch(
            finding ->
                finding.hole() == IsolationHole.POLICY_TOO_WIDE
                    || finding.hole() == IsolationHole.DEFINER_SEARCH_PATH
                    || finding.hole() == IsolationHole.DEFINER_FUNCTION);
    return report.errors().stream()
        .filter(finding -> finding.hole() == IsolationHole.SIGNING_KEYS_REACHABLE)
        .map(IsolationFinding::subject)
        .toList();
  }

  @Test
  void aKeyIsNotSaidAndAShortOneIsRefused() {
    assertThat(SignedDatabase.KEY).hasToString("signing key first");
    assertThatThrownBy(() -> TenantSigningKey.of("k", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TenantSigningKey.of("k:", new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
