package io.leasehold.isolation.hibernate;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Runs test work on behalf of somebody. */
final class Tenants {

  static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  interface Work<T> {
    T on(Connection connection) throws Exception;
  }

  interface Step {
    void on(Connection connection) throws Exception;
  }

  private Tenants() {}

  /** In one transaction, in whatever scope the caller is. */
  static <T> T transaction(DataSource source, Work<T> work) throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (Exception e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** In one transaction, on behalf of the tenant. */
  static <T> T as(Tenant tenant, DataSource source, Work<T> work) throws Exception {
    return TenantScopes.call(tenant, () -> transaction(source, work));
  }

  /** In one transaction, in the scope. */
  static <T> T as(TenantScope scope, DataSource source, Work<T> work) throws Exception {
    return TenantScopes.call(scope, () -> transaction(source, work));
  }

  /** The first column of all rows, in one transaction on behalf of the tenant. */
  static List<String> texts(Tenant tenant, DataSource source, String sql) throws Exception {
    return as(tenant, source, connection -> LabsDatabase.texts(connection, sql));
  }

  /** The number of rows that the statement changed, in one transaction for the tenant. */
  static int update(Tenant tenant, DataSource source, String sql) throws Exception {
    return as(tenant, source, connection -> update(connection, sql));
  }

  /** The number of rows that the statement changed. */
  static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** On behalf of the tenant, inside what the caller has open. */
  static void on(Tenant tenant, Connection connection, Step step) throws Exception {
    TenantScopes.call(
        tenant,
        () -> {
          step.on(connection);
          return tenant;
        });
  }
}
