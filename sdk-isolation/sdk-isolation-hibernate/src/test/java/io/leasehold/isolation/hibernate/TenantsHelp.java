package io.leasehold.isolation.hibernate;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import java.sql.Connection;
import javax.sql.DataSource;

/** Runs test work on a connection whose transactions the work itself ends. */
final class TenantsHelp {

  private TenantsHelp() {}

  /** On behalf of the tenant, from borrowing the connection to giving it back. */
  static void in(Tenant tenant, DataSource source, Tenants.Step step) throws Exception {
    TenantScopes.call(
        tenant,
        () -> {
          try (Connection connection = source.getConnection()) {
            step.on(connection);
          }
          return tenant;
        });
  }
}
