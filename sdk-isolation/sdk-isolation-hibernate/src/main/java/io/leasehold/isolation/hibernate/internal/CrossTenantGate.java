package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.CrossTenantScopeException;
import io.leasehold.isolation.hibernate.internal.jdbc.GuardedConnection;
import io.leasehold.isolation.hibernate.internal.jdbc.StatementGate;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScope;
import java.sql.Connection;

/** Lets statements run in the cross-tenant access that the connection was taken in. */
public final class CrossTenantGate implements StatementGate {

  private final TenantScope.CrossTenant access;

  private CrossTenantGate(TenantScope.CrossTenant access) {
    this.access = access;
  }

  /**
   * The guarded connection, for the access that the calling thread is in; it owns the given one.
   *
   * @throws io.leasehold.tenancy.TenancyException if the thread is in none, or it is over
   */
  public static Connection guard(Connection connection, TenantScope.CrossTenant access) {
    return GuardedConnection.around(connection, new CrossTenantGate(access));
  }

  @Override
  public void beforeStatement() {
    if (TenantContext.requireCrossTenant() != access) {
      throw new CrossTenantScopeException();
    }
  }

  // Rows that were asked for in time are not read when it is over.
  @Override
  public void beforeRead() {
    beforeStatement();
  }

  @Override
  public void ended() {}

  @Override
  public void unsettled() {}
}
