package io.leasehold.isolation.testkit.data;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/** The database as the application reaches it, for one tenant at a time. */
interface Database {

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** In a transaction of the tenant's, which is committed. */
  <T> T as(Tenant tenant, Work<T> work) throws Exception;

  /** Through the connections of a persistence unit. */
  static Database of(EntityManagerFactory unit) {
    SessionFactory sessions = unit.unwrap(SessionFactory.class);
    return new Database() {
      @Override
      public <T> T as(Tenant tenant, Work<T> work) throws Exception {
        return TenantScopes.call(
            tenant, () -> sessions.fromTransaction(session -> session.doReturningWork(work::on)));
      }
    };
  }

  /** Through a data source. */
  static Database of(DataSource source) {
    DataSource guarded =
        source instanceof TenantDataSource ? source : TenantDataSource.around(source);
    return new Database() {
      @Override
      public <T> T as(Tenant tenant, Work<T> work) throws Exception {
        return TenantScopes.call(tenant, () -> transaction(guarded, work));
      }
    };
  }

  private static <T> T transaction(DataSource source, Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
