package io.leasehold.labs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.it.support.RunningLabs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application's own tables, as the application's own role sees them. */
@ExtendWith(RunningLabs.class)
class LiveRowsIT {

  private final LabsEnvironment labs;

  LiveRowsIT(LabsEnvironment labs) {
    this.labs = labs;
  }

  @Test
  @Tag("rls-02")
  void withoutATenantEveryTableIsEmpty() throws SQLException {
    List<String> tables = tenantTables();
    assertThat(tables).contains("lab", "lab_run", "operation");
    try (Connection connection = asApplication()) {
      for (String table : tables) {
        assertThat(tenantsSeen(connection, table)).as(table).isEmpty();
      }
    }
  }

  @Test
  void withATenantOnlyItsRowsAreThere() throws SQLException {
    try (Connection connection = asApplication()) {
      enter(connection, "acme");
      assertThat(tenantsSeen(connection, "lab")).containsExactly("acme");
      connection.rollback();
      assertThat(tenantsSeen(connection, "lab")).as("the next transaction").isEmpty();
    }
  }

  @Test
  void aRowForAnotherTenantCannotBePlanted() throws SQLException {
    try (Connection connection = asApplication();
        Statement statement = connection.createStatement()) {
      enter(connection, "acme");
      assertThat(statement.executeUpdate("update labs.lab set title = title")).isPositive();
      assertThatThrownBy(() -> statement.executeUpdate("update labs.lab set tenant_id = 'globex'"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  @Tag("rls-01")
  void everyTableWithATenantForcesRowSecurityOnItsOwnerToo() throws SQLException {
    try (Connection owner = labs.database().as(labs.database().owner()).getConnection()) {
      owner.setAutoCommit(false);
      for (String table : tenantTables()) {
        assertThat(tenantsSeen(owner, table)).as(table).isEmpty();
      }
    }
  }

  private Connection asApplication() throws SQLException {
    Connection connection = labs.database().as(labs.database().app()).getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void enter(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select set_config('leasehold.tenant', ?, true)")) {
      statement.setString(1, tenant);
      statement.execute();
    }
  }

  private List<String> tenantTables() throws SQLException {
    try (Connection connection = asApplication()) {
      return strings(
          connection,
          "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
              + " join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'"
              + " where n.nspname = 'labs' and c.relkind = 'r' order by 1");
    }
  }

  private static List<String> tenantsSeen(Connection connection, String table) throws SQLException {
    return strings(connection, "select distinct tenant_id from labs." + table);
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
