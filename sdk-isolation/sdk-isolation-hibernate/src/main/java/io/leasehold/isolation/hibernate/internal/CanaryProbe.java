package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.IsolationFinding;
import io.leasehold.isolation.hibernate.IsolationHole;
import io.leasehold.isolation.hibernate.internal.Catalogue.Table;
import io.leasehold.isolation.hibernate.internal.jdbc.SetLocally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries it: reads and writes as tenants that must see nothing, in a transaction that is rolled
 * back.
 */
final class CanaryProbe {

  private final Connection connection;
  private final String tenantColumn;
  private final @Nullable String canary;
  private final TenantSetting setting;
  private final List<IsolationFinding> findings = new ArrayList<>();

  CanaryProbe(Connection connection, CheckOptions options) {
    this.connection = connection;
    this.tenantColumn = "\"" + options.tenantColumn().replace("\"", "\"\"") + "\"";
    this.canary = options.canary();
    this.setting = options.saying().setting();
  }

  List<IsolationFinding> findings(List<Table> tables) throws SQLException {
    String nobody = "leasehold-nobody-" + UUID.randomUUID();
    List<Table> readable = tables.stream().filter(Table::readable).toList();
    for (Table table : readable) {
      if (sees(table, "") || sees(table, nobody)) {
        add(IsolationHole.ROWS_SEEN, table.name(), "row security does not hold; see the others");
      }
    }
    if (canary != null) {
      lookAtCanary(readable, canary, nobody);
    }
    become("");
    return findings;
  }

  private void lookAtCanary(List<Table> tables, String tenant, String nobody) throws SQLException {
    boolean present = false;
    for (Table table : tables) {
      if (sees(table, tenant)) {
        present = true;
        if (table.updatable() && moves(table, tenant, nobody)) {
          add(IsolationHole.CANARY_MOVED, table.name(), "give its policies a WITH CHECK");
        }
      }
    }
    for (Table table : tables) {
      if (setting != TenantSetting.PLAIN && seesUnproven(table, tenant, nobody)) {
        add(IsolationHole.ROWS_SEEN, table.name(), "a tenant is believed that nobody proved");
      }
    }
    if (!present) {
      add(IsolationHole.CANARY_ABSENT, "tenant " + tenant, "give it a row in at least one table");
    }
  }

  private boolean sees(Table table, String tenant) throws SQLException {
    become(tenant);
    return sees(table);
  }

  // By the name alone, with the proof of somebody else.
  private boolean seesUnproven(Table table, String tenant, String nobody) throws SQLException {
    become(nobody);
    SetLocally.run(connection, TenantSetting.PLAIN.variables(connection, tenant));
    return sees(table);
  }

  private boolean sees(Table table) throws SQLException {
    return attempt(
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery("select exists (select 1 from " + table.quoted() + ")")) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  // As the canary: a row that it gives away must be refused.
  private boolean moves(Table table, String from, String to) throws SQLException {
    become(from);
    return attempt(
        () -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "update " + table.quoted() + " set " + tenantColumn + " = ?")) {
            statement.setString(1, to);
            return statement.executeUpdate() > 0;
          }
        });
  }

  /** Whether it worked; a statement that PostgreSQL refuses lets nobody through. */
  private boolean attempt(Attempt attempt) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      return attempt.works();
    } catch (SQLException e) {
      String state = e.getSQLState();
      // Of the connection, or of time: then nothing is known.
      if (state == null || state.startsWith("08") || state.startsWith("57")) {
        throw e;
      }
      return false;
    } finally {
      connection.rollback(before);
    }
  }

  private void become(String tenant) throws SQLException {
    SetLocally.run(connection, setting.variables(connection, tenant));
  }

  private void add(IsolationHole hole, String subject, String wayOut) {
    findings.add(new IsolationFinding(hole, subject, wayOut));
  }

  private interface Attempt {
    boolean works() throws SQLException;
  }
}
