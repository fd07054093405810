package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the first statement of a transaction carries along is what keeps tenants apart: a driver
 * underneath leaves it out, leaves it on the connection, or goes on after PostgreSQL refused it.
 * Somebody has left globex on the only connection, for the session.
 */
class FirstStatementSabotageTest {

  // In place of what sets one variable: $1 is its name.
  private static final String AS_IT_IS = "$0";
  private static final String WITHOUT_THE_TENANT = "coalesce($1::text, ?::text)";
  private static final String FOR_THE_SESSION = "pg_catalog.set_config($1, ?, false)";
  // Refused by PostgreSQL, and not before it runs.
  private static final String REFUSED = "1 / pg_catalog.length(pg_catalog.left($1::text || ?, 0))";

  private final LabsDatabase database = LabsDatabase.isolated();
  private final HikariDataSource pool = database.pool(1);

  @BeforeEach
  void leaveGlobex() throws Exception {
    try (Connection connection = pool.getConnection()) {
      execute(connection, "set leasehold.tenant = 'globex'");
    }
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void asItIsTheTenantSeesItsRowsAndLeavesNothing() throws Exception {
    assertThat(seenByAcme(new TamperedSource(pool, AS_IT_IS))).containsExactly("S3", "IAM");
    assertThat(seenByTheNextOne()).containsExactly("VPC");
  }

  @Test
  void leftOutTheRowsOfWhoeverWasThereBeforeAreSeen() throws Exception {
    TamperedSource tampered = new TamperedSource(pool, WITHOUT_THE_TENANT);
    assertThat(seenByAcme(tampered)).containsExactly("VPC");
    assertThat(tampered.carried()).isPositive();
  }

  @Test
  void setForTheSessionTheNextOneSeesTheRows() throws Exception {
    TamperedSource tampered = new TamperedSource(pool, FOR_THE_SESSION);
    assertThat(seenByAcme(tampered)).containsExactly("S3", "IAM");
    assertThat(seenByTheNextOne()).containsExactly("S3", "IAM");
    assertThat(tampered.carried()).isPositive();
  }

  @Test
  void afterARefusalTheStatementDoesNotRun() throws Exception {
    TamperedSource tampered = new TamperedSource(pool, REFUSED);
    assertThatThrownBy(() -> seenByAcme(tampered))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("division by zero");
    assertThatThrownBy(() -> as(ACME, tampered.guarded(), FirstStatementSabotageTest::plant))
        .isInstanceOf(SQLException.class);
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC");
    assertThat(tampered.carried()).isPositive();
  }

  @Test
  void ifItRanAllTheSameItWouldSeeAndWriteTheRowsOfWhoeverWasThereBefore() throws Exception {
    TamperedSource tampered = new TamperedSource(pool, REFUSED).goingOn();
    assertThat(seenByAcme(tampered)).containsExactly("VPC");
    as(ACME, tampered.guarded(), FirstStatementSabotageTest::plant);
    assertThat(database.allTitles()).containsExactly("S3", "IAM", "VPC", "planted");
  }

  private static int plant(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into labs.lab_run values (10, 'globex', 'planted')")) {
      return statement.executeUpdate();
    }
  }

  /** By a statement that can carry the tenant. */
  private static List<String> seenByAcme(TamperedSource source) throws Exception {
    DataSource guarded = source.guarded();
    return as(
        ACME,
        guarded,
        connection -> {
          List<String> seen = new ArrayList<>();
          try (PreparedStatement statement =
                  connection.prepareStatement("select title from labs.lab_run order by id");
              ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              seen.add(rows.getString(1));
            }
          }
          return seen;
        });
  }

  private List<String> seenByTheNextOne() throws SQLException {
    try (Connection next = pool.getConnection()) {
      return titles(next);
    }
  }
}
