package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static io.leasehold.isolation.hibernate.Tenants.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.Tenants.Work;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first statement of a transaction, which carries the tenant along, is like any other. */
class FirstStatementTest {

  private static final String ONE = "select title from labs.lab_run where id = ?";

  private final LabsDatabase database = LabsDatabase.isolated();
  private final HikariDataSource pool = database.pool(1);
  private final DataSource source = TenantDataSource.around(pool);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void rowsAndCountsAreThoseOfTheStatement() throws Exception {
    first(
        "select id, title from labs.lab_run where tenant_id <> ? order by id",
        statement -> {
          statement.setString(1, "nobody");
          try (ResultSet rows = statement.executeQuery()) {
            assertThat(rows.getMetaData().getColumnCount()).isEqualTo(2);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("title")).isEqualTo("IAM");
            assertThat(rows.next()).isFalse();
          }
        });
    first(
        "update labs.lab_run set title = title",
        statement -> {
          assertThat(statement.executeUpdate()).isEqualTo(2);
          assertThat(statement.getUpdateCount()).isEqualTo(2);
        });
    first(
        "delete from labs.lab_run where id = 3",
        statement -> assertThat(statement.executeLargeUpdate()).isZero());
    first(
        "with mine as (select * from labs.lab_run) select count(*) from mine",
        statement -> {
          assertThat(statement.execute()).isTrue();
          ResultSet row = statement.getResultSet();
          assertThat(row.next()).isTrue();
          assertThat(row.getInt(1)).isEqualTo(2);
          assertThat(statement.getMoreResults()).isFalse();
          assertThat(statement.getUpdateCount()).isEqualTo(-1);
        });
    first(
        "insert into labs.lab_run values (10, 'acme', 'EKS')",
        statement -> {
          assertThat(statement.execute()).isFalse();
          assertThat(statement.getUpdateCount()).isEqualTo(1);
          assertThat(statement.getMoreResults()).isFalse();
          assertThat(statement.getUpdateCount()).isEqualTo(-1);
        });
  }

  @Test
  void aStatementMayRunAgainAndAgain() throws Exception {
    first(
        ONE,
        statement -> {
          for (int round = 0; round < 20; round++) {
            assertThat(found(statement, 1)).containsExactly("S3");
            assertThat(found(statement, 2)).containsExactly("IAM");
            assertThat(found(statement, 3)).isEmpty();
          }
          // The parameter stays.
          statement.setLong(1, 1);
          statement.executeQuery();
          assertThat(statement.executeQuery().next()).isTrue();
        });
  }

  @Test
  void twoStatementsPreparedBeforeEitherRanAreBothRight() throws Exception {
    as(
        ACME,
        source,
        connection -> {
          try (PreparedStatement one = connection.prepareStatement(ONE);
              PreparedStatement other = connection.prepareStatement(ONE)) {
            one.setLong(1, 1);
            other.setLong(1, 2);
            assertThat(other.executeQuery().next()).isTrue();
            assertThat(one.executeQuery().next()).isTrue();
            return null;
          }
        });
  }

  @Test
  void whatCanBeReadOnceIsReadByTheStatementThatRuns() throws Exception {
    first(
        "insert into labs.note (id, tenant_id, text) values (?, ?, ?)",
        statement -> {
          statement.setLong(1, 50);
          statement.setString(2, "acme");
          statement.setCharacterStream(3, new StringReader("from a stream"));
          assertThat(statement.executeUpdate()).isEqualTo(1);
        });
    first(
        "insert into labs.note (id, tenant_id, text) values (?, ?, ?)",
        statement -> {
          statement.setObject(1, 51, Types.BIGINT);
          statement.setObject(2, "acme");
          statement.setObject(3, "as an object");
          statement.addBatch();
          assertThat(statement.executeBatch()).containsExactly(1);
        });
    assertThat(Tenants.texts(ACME, source, "select text from labs.note order by id"))
        .containsExactly("from a stream", "as an object");
  }

  @Test
  void aValueThatIsChangedAfterItWasGivenCountsAsGiven() throws Exception {
    first(
        "select ?::timestamp < ?::timestamp",
        statement -> {
          Timestamp reused = new Timestamp(0);
          statement.setTimestamp(1, reused);
          reused.setTime(86_400_000);
          statement.setTimestamp(2, reused);
          ResultSet row = statement.executeQuery();
          assertThat(row.next() && row.getBoolean(1)).isTrue();
        });
  }

  @Test
  void textOfTwoStatementsRunsAsTwo() throws Exception {
    first(
        "select 1; select title from labs.lab_run order by id",
        statement -> {
          assertThat(statement.execute()).isTrue();
          assertThat(statement.getMoreResults()).isTrue();
          ResultSet rows = statement.getResultSet();
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("S3");
        });
  }

  @Test
  void theWrongMethodIsRefusedAsEver() throws Exception {
    assertThatThrownBy(
            () -> first("update labs.lab_run set title = 'x'", PreparedStatement::executeQuery))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(
            () -> first("select title from labs.lab_run", PreparedStatement::executeUpdate))
        .isInstanceOf(SQLException.class);
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC");
  }

  @Test
  @Tag("rls-14")
  void afterAStatementThatFailedTheTransactionIsStillItsTenants() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      Savepoint start = connection.setSavepoint();
      on(
          ACME,
          connection,
          same -> {
            try (PreparedStatement broken = same.prepareStatement("select 1 / ?")) {
              broken.setInt(1, 0);
              assertThatThrownBy(broken::executeQuery).isInstanceOf(SQLException.class);
            }
            same.rollback(start);
          });
      on(
          GLOBEX,
          connection,
          same -> {
            try (PreparedStatement next = same.prepareStatement(ONE)) {
              next.setLong(1, 3);
              assertThatThrownBy(next::executeQuery).isInstanceOf(TenantChangedException.class);
            }
          });
      on(ACME, connection, same -> assertThat(titles(same)).hasSize(2));
      connection.rollback();
      on(GLOBEX, connection, same -> assertThat(titles(same)).containsExactly("VPC"));
    }
  }

  @Test
  void aStatementPreparedForOneTenantRunsForTheTenantOfItsTransaction() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      PreparedStatement[] kept = new PreparedStatement[1];
      on(ACME, connection, same -> kept[0] = same.prepareStatement(ONE));
      on(GLOBEX, connection, same -> assertThat(found(kept[0], 3)).containsExactly("VPC"));
      connection.commit();
      on(ACME, connection, same -> assertThat(found(kept[0], 3)).isEmpty());
      on(
          GLOBEX,
          connection,
          same ->
              assertThatThrownBy(() -> found(kept[0], 3))
                  .isInstanceOf(TenantChangedException.class));
      connection.rollback();
      assertThat(found(kept[0], 1)).isEmpty();
    }
  }

  @Test
  void outsideATransactionNothingIsCarried() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      on(
          ACME,
          connection,
          same -> {
            PreparedStatement prepared = same.prepareStatement(ONE);
            same.setAutoCommit(true);
            assertThatThrownBy(() -> found(prepared, 1))
                .isInstanceOf(OutsideTransactionException.class);
          });
    }
  }

  @Test
  void nothingStaysOpenAndNothingStaysOnTheConnection() throws Exception {
    for (int round = 0; round < 50; round++) {
      first(ONE, statement -> found(statement, 1));
    }
    try (Connection next = pool.getConnection()) {
      assertThat(texts(next, "select current_setting('leasehold.tenant', true)"))
          .containsExactly("");
      assertThat(titles(next)).isEmpty();
    }
  }

  interface Step {
    void on(PreparedStatement statement) throws Exception;
  }

  /** As the first statement of a transaction of acme. */
  private void first(String sql, Step step) throws Exception {
    Work<Boolean> work =
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            step.on(statement);
          }
          return true;
        };
    as(ACME, source, work);
  }

  private static List<String> found(PreparedStatement statement, long id) throws SQLException {
    statement.setLong(1, id);
    List<String> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
