package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.internal.CrossTenantGate;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;

/**
 * Connections of the role that reaches the rows of several tenants, handed out inside a
 * cross-tenant access only, which is on record. Each statement is asked about anew: a connection
 * that was kept runs nothing after the access has ended, nor in another one.
 *
 * <p>The role is one of its own, with a {@link CrossTenantPolicy} on the tables that it needs; give
 * it a pool of its own, too. As thread-safe as the data source that it wraps.
 */
public final class CrossTenantDataSource extends GuardedDataSource {

  private CrossTenantDataSource(DataSource delegate) {
    super(delegate);
  }

  /**
   * Wraps a data source.
   *
   * @param delegate logs in as the cross-tenant role, never as the application's
   * @throws IllegalArgumentException if it is a {@link TenantDataSource}
   */
  public static CrossTenantDataSource around(DataSource delegate) {
    if (delegate instanceof TenantDataSource) {
      throw new IllegalArgumentException("a TenantDataSource is of one tenant at a time");
    }
    return new CrossTenantDataSource(delegate);
  }

  /**
   * A connection for the access that the calling thread is in.
   *
   * @throws io.leasehold.tenancy.CrossTenantRequiredException if it is in none
   * @throws io.leasehold.tenancy.CrossTenantEndedException if its time is over
   */
  @Override
  public Connection getConnection() throws SQLException {
    TenantScope.CrossTenant access = TenantContext.requireCrossTenant();
    return CrossTenantGate.guard(delegate.getConnection(), access);
  }

  /** Refused: the role is the one that the wrapped data source logs in as. */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "a cross-tenant connection is of the role that its data source logs in as");
  }
}
