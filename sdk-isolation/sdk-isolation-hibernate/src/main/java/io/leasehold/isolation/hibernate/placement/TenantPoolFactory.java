package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.TenantId;

/**
 * Opens the pool of one tenant's own database; {@link HikariPools} is one. Implementations are
 * thread-safe, bound the connections of a pool, and log in as the application's role.
 */
@FunctionalInterface
public interface TenantPoolFactory {

  /**
   * A new pool, which need not have a connection yet.
   *
   * @param tenant whose database it is; known, and not shut out
   * @param database its name
   */
  TenantPool open(TenantId tenant, String database);
}
