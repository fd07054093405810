package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static io.leasehold.isolation.hibernate.Tenants.on;
import static io.leasehold.isolation.hibernate.Tenants.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wrapped data source over a pool of one connection, as the application's role. */
class TenantDataSourceTest {

  private final LabsDatabase database = LabsDatabase.isolated();
  private final HikariDataSource pool = database.pool(1);
  private final DataSource source = TenantDataSource.around(pool);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  @Tag("rls-02")
  void withoutATenantThereAreNoRows() throws Exception {
    assertThat(transaction(source, LabsDatabase::titles)).isEmpty();
    assertThat(as(new TenantScope.Platform("report"), source, LabsDatabase::titles)).isEmpty();
    assertThat(as(new TenantScope.Public(), source, LabsDatabase::titles)).isEmpty();
  }

  @Test
  void eachTenantSeesItsOwnRowsOnly() throws Exception {
    assertThat(as(ACME, source, LabsDatabase::titles)).containsExactly("S3", "IAM");
    assertThat(as(GLOBEX, source, LabsDatabase::titles)).containsExactly("VPC");
  }

  @Test
  @Tag("mistake-10")
  void aConnectionReturnedToThePoolCarriesNoTenant() throws Exception {
    as(ACME, source, LabsDatabase::titles);
    // The very next borrower, and past the guard, which would have set the variable anew.
    try (Connection next = pool.getConnection()) {
      assertThat(titles(next)).isEmpty();
      // Empty, not absent: why the policy needs nullif.
      assertThat(texts(next, "select current_setting('leasehold.tenant', true)"))
          .containsExactly("");
    }
    as(ACME, source, LabsDatabase::titles);
    assertThat(transaction(source, LabsDatabase::titles)).isEmpty();
  }

  @Test
  @Tag("mistake-10")
  void aConnectionReturnedInTheMiddleOfATransactionCarriesNoTenant() throws Exception {
    TenantScopes.call(
        ACME,
        () -> {
          try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            return titles(connection);
          }
        });
    try (Connection next = pool.getConnection()) {
      assertThat(titles(next)).isEmpty();
    }
  }

  @Test
  @Tag("rls-03")
  void aStatementOutsideATransactionIsRefused() throws Exception {
    try (Connection connection = source.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
      on(
          ACME,
          connection,
          same ->
              assertThatThrownBy(() -> titles(same))
                  .isInstanceOf(OutsideTransactionException.class)
                  .extracting("code")
                  .isEqualTo("LH-ISO-201"));
      assertThatThrownBy(() -> titles(connection)).isInstanceOf(OutsideTransactionException.class);
      // The same connection is fine as soon as it has a transaction.
      connection.setAutoCommit(false);
      on(ACME, connection, same -> assertThat(titles(same)).hasSize(2));
    }
  }

  @Test
  void eachTransactionOnOneConnectionHasItsOwnTenant() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      on(ACME, connection, same -> assertThat(titles(same)).hasSize(2));
      connection.commit();
      on(GLOBEX, connection, same -> assertThat(titles(same)).containsExactly("VPC"));
      connection.rollback();
      on(ACME, connection, same -> assertThat(titles(same)).hasSize(2));
      connection.setAutoCommit(true);
      connection.setAutoCommit(false);
      assertThat(titles(connection)).isEmpty();
    }
  }

  @Test
  void aStatementPreparedInOneTransactionRunsForTheTenantOfTheNext() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      PreparedStatement kept =
          TenantScopes.call(
              ACME, () -> connection.prepareStatement("select count(*) from labs.lab_run"));
      for (int i = 0; i < 10; i++) { // often enough that the server keeps its plan, too
        on(ACME, connection, same -> assertThat(count(kept)).isEqualTo(2));
        connection.commit();
        on(GLOBEX, connection, same -> assertThat(count(kept)).isEqualTo(1));
        connection.commit();
        assertThat(count(kept)).isZero();
        connection.commit();
      }
      connection.setAutoCommit(true);
      on(
          ACME,
          connection,
          same ->
              assertThatThrownBy(() -> count(kept))
                  .isInstanceOf(OutsideTransactionException.class));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commit",
        "  ROLLBACK",
        "select 1; commit",
        "-- done\ncommit",
        "/* done */ commit",
        "end",
        "abort",
        "commit and chain",
        "reset all"
      })
  void theVariableIsSetAgainAfterATransactionThatSqlTextEnded(String text) throws Exception {
    on(
        ACME,
        source.getConnection(),
        connection -> {
          connection.setAutoCommit(false);
          assertThat(titles(connection)).hasSize(2);
          execute(connection, text);
          assertThat(titles(connection)).hasSize(2);
          try (PreparedStatement prepared = connection.prepareStatement("commit")) {
            prepared.execute();
          }
          assertThat(titles(connection)).hasSize(2);
          connection.close();
        });
  }

  @Test
  @Tag("rls-14")
  void aRollbackToASavepointKeepsTheTenant() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          // Before the first statement, so that undoing it undoes the variable, too.
          Savepoint start = connection.setSavepoint();
          assertThat(titles(connection)).hasSize(2);
          connection.rollback(start);
          assertThat(titles(connection)).hasSize(2);
          execute(connection, "savepoint s");
          execute(connection, "rollback to savepoint s");
          assertThat(titles(connection)).hasSize(2);
          return null;
        });
  }

  @Test
  void aTenantDoesNotChangeInsideATransaction() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      on(ACME, connection, LabsDatabase::titles);
      on(
          GLOBEX,
          connection,
          same ->
              assertThatThrownBy(() -> titles(same))
                  .isInstanceOf(TenantChangedException.class)
                  .hasMessageNotContaining("acme"));
      assertThatThrownBy(() -> titles(connection)).isInstanceOf(TenantChangedException.class);
      connection.rollback();
      on(GLOBEX, connection, same -> assertThat(titles(same)).containsExactly("VPC"));
    }
  }

  @Test
  void aSavepointIsNoWayToChangeTheTenant() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      Savepoint start = connection.setSavepoint();
      on(ACME, connection, LabsDatabase::titles);
      connection.rollback(start);
      on(
          GLOBEX,
          connection,
          same ->
              assertThatThrownBy(() -> titles(same)).isInstanceOf(TenantChangedException.class));
    }
  }

  @Test
  void workWithoutATenantDoesNotBecomeATenantsInTheSameTransaction() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      assertThat(titles(connection)).isEmpty();
      on(
          ACME,
          connection,
          same ->
              assertThatThrownBy(() -> titles(same)).isInstanceOf(TenantChangedException.class));
    }
  }

  @Test
  void anErrorAndARollbackLeaveNothingBehind() throws Exception {
    assertThatThrownBy(() -> as(ACME, source, connection -> texts(connection, "select 1 / 0")))
        .isInstanceOf(SQLException.class);
    assertThat(transaction(source, LabsDatabase::titles)).isEmpty();
    assertThat(as(GLOBEX, source, LabsDatabase::titles)).containsExactly("VPC");
  }

  @Test
  void nothingWithoutAGuardCanBeReached() throws Exception {
    assertThatThrownBy(() -> source.unwrap(HikariDataSource.class))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("LH-ISO-204");
    assertThat(source.isWrapperFor(HikariDataSource.class)).isFalse();
    assertThat(source.unwrap(DataSource.class)).isSameAs(source);
    as(
        ACME,
        source,
        connection -> {
          Class<?> driver = org.postgresql.PGConnection.class;
          assertThat(connection.isWrapperFor(driver)).isFalse();
          assertThatThrownBy(() -> connection.unwrap(driver)).isInstanceOf(SQLException.class);
          assertThat(connection).isNotInstanceOf(driver);
          assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
          assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
          try (Statement statement = connection.createStatement();
              var rows = statement.executeQuery("select 1")) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThatThrownBy(() -> statement.unwrap(org.postgresql.PGStatement.class))
                .isInstanceOf(SQLException.class);
          }
          try (var tables = connection.getMetaData().getTables(null, "labs", null, null)) {
            assertThat(tables.getStatement().getConnection()).isSameAs(connection);
          }
          return null;
        });
  }

  @Test
  void anArrayLeadsToNothingWithoutAGuardAndIsTakenBackByTheDriver() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement("select ?::text[]")) {
            statement.setArray(1, connection.createArrayOf("text", new Object[] {"a", "b,c"}));
            try (var rows = statement.executeQuery()) {
              rows.next();
              Array array = rows.getArray(1);
              assertThat((Object[]) array.getArray()).containsExactly("a", "b,c");
              try (var elements = array.getResultSet()) {
                assertThat(elements.getStatement().getConnection()).isSameAs(connection);
              }
            }
          }
          return null;
        });
  }

  @Test
  void anUpdatableResultSetWritesForNobodyElse() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      connection.setHoldability(java.sql.ResultSet.HOLD_CURSORS_OVER_COMMIT);
      Statement statement =
          connection.createStatement(
              java.sql.ResultSet.TYPE_SCROLL_INSENSITIVE, java.sql.ResultSet.CONCUR_UPDATABLE);
      var rows =
          TenantScopes.call(
              ACME, () -> statement.executeQuery("select id, tenant_id, title from labs.lab_run"));
      rows.next();
      rows.updateString("title", "changed");
      on(
          GLOBEX,
          connection,
          same -> assertThatThrownBy(rows::updateRow).isInstanceOf(TenantChangedException.class));
      on(ACME, connection, same -> rows.updateRow());
      connection.commit();
    }
    assertThat(database.allTitles()).contains("changed");
  }

  @Test
  void aBatchRunsForItsTenant() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          try (Statement batch = connection.createStatement()) {
            batch.addBatch("insert into labs.lab_run values (10, 'acme', 'EKS')");
            batch.addBatch("update labs.lab_run set title = upper(title)");
            return batch.executeBatch();
          }
        });
    assertThat(database.allTitles()).containsExactlyInAnyOrder("S3", "IAM", "VPC", "EKS");
  }

  private static int count(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }
}
