package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScopes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random calls on a guarded connection and on a bare one, where the tenant is set by hand:
 * results and errors are the same.
 */
class GuardedJdbcModelTest {

  private static final int SEEDS = 80;
  private static final int STEPS = 30;

  private static final List<String> TEXTS =
      List.of(
          "select title from labs.lab_run where id <> ? order by id",
          "update labs.lab_run set title = title || '.' where id = ?",
          "insert into labs.note (id, tenant_id, text) values (?, 'acme', 'x')",
          "select 10 / ?::int",
          "insert into labs.note (id, tenant_id, text) values (?, 'globex', 'planted')",
          "delete from labs.note where id = ? returning id");

  private final LabsDatabase database = LabsDatabase.isolated();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&preferQueryMode=simple",
        "&defaultRowFetchSize=1",
        "&autosave=always&prepareThreshold=1"
      })
  void aGuardedConnectionAnswersLikeABareOne(String options) throws Exception {
    String url = database.appUrl() + "?user=labs_app" + options;
    try (Connection real = DriverManager.getConnection(url);
        Connection bare = DriverManager.getConnection(url)) {
      Connection guarded = TenantDataSource.around(new OneConnection(real)).getConnection();
      for (int seed = 0; seed < SEEDS; seed++) {
        // One after the other, both undone: neither waits for the other's rows.
        List<String> expected = new Model(bare, seed, true).run();
        int now = seed;
        List<String> found = TenantScopes.call(ACME, () -> new Model(guarded, now, false).run());
        assertThat(found).as("seed %s %s", seed, options).isEqualTo(expected);
      }
    }
  }

  private static final class Model {

    private final Connection connection;
    private final Random random;
    private final boolean byHand;
    private final List<String> answers = new ArrayList<>();
    private final AtomicLong changing = new AtomicLong();
    private PreparedStatement statement;
    private Savepoint savepoint;

    Model(Connection connection, int seed, boolean byHand) {
      this.connection = connection;
      this.random = new Random(seed);
      this.byHand = byHand;
    }

    List<String> run() throws SQLException {
      connection.setAutoCommit(false);
      begin();
      statement = connection.prepareStatement(TEXTS.get(0));
      for (int step = 0; step < STEPS; step++) {
        int call = random.nextInt(27);
        int value = random.nextInt(4);
        String answer;
        try {
          answer = String.valueOf(call(call, value));
        } catch (SQLException e) {
          answer = e.getSQLState();
        } catch (AssertionError e) {
          // The driver asserts that nothing is described in simple mode.
          answer = "asserted";
        }
        answers.add(call + "(" + value + ") " + answer);
      }
      statement.close();
      connection.rollback();
      return answers;
    }

    private void begin() throws SQLException {
      savepoint = null;
      if (byHand) {
        LabsDatabase.execute(connection, "select set_config('leasehold.tenant', 'acme', true)");
      }
    }

    private Object call(int call, int value) throws SQLException {
      switch (call) {
        case 0, 1 -> statement = connection.prepareStatement(TEXTS.get(random.nextInt(6)));
        case 2, 3 -> statement.setInt(1, value);
        case 4 -> statement.setObject(1, (long) value);
        case 5 -> {
          changing.set(value);
          statement.setObject(1, changing, java.sql.Types.BIGINT);
          changing.set(99);
        }
        case 6 -> statement.setNull(1, java.sql.Types.BIGINT);
        case 7 -> statement.setInt(value - 1, 1);
        case 8 -> statement.clearParameters();
        case 9, 10, 11 -> {
          return rows(statement.executeQuery());
        }
        case 12, 13 -> {
          return statement.executeUpdate();
        }
        case 14, 15 -> {
          return statement.execute() ? rows(statement.getResultSet()) : statement.getUpdateCount();
        }
        case 16 -> statement.addBatch();
        case 17 -> {
          return List.of(java.util.Arrays.toString(statement.executeBatch()));
        }
        case 18 -> {
          return statement.getMoreResults() + " " + statement.getUpdateCount();
        }
        case 19 -> {
          statement.setMaxRows(value);
          statement.setFetchSize(value);
          return statement.getMaxRows() + " " + statement.getFetchSize();
        }
        case 20 -> {
          statement.setQueryTimeout(value + 20);
          return statement.getQueryTimeout();
        }
        case 21 -> {
          return statement.getQueryTimeout() + " " + statement.isClosed();
        }
        case 22 -> {
          return statement.getMetaData() == null;
        }
        case 23 -> statement.close();
        case 24 -> {
          connection.rollback();
          begin();
        }
        case 25 -> savepoint = connection.setSavepoint();
        default -> {
          if (savepoint != null) {
            connection.rollback(savepoint);
          }
        }
      }
      return "";
    }

    private static List<String> rows(ResultSet rows) throws SQLException {
      List<String> found = new ArrayList<>();
      while (rows != null && rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
