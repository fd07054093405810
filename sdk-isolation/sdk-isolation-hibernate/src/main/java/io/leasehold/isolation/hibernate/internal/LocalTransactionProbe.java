package io.leasehold.isolation.hibernate.internal;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.spi.TransactionProbe;

/**
 * Sees the transactions that only their JDBC connection knows: those which the tenant in scope has
 * open on connections of a {@code TenantDataSource}. Thread-safe.
 */
public final class LocalTransactionProbe implements TransactionProbe {

  /** For the service loader. */
  public LocalTransactionProbe() {}

  @Override
  public boolean inTransaction() {
    return TenantContext.current()
        .filter(tenant -> OpenTransactions.anyFor(tenant.id().value()))
        .isPresent();
  }
}
