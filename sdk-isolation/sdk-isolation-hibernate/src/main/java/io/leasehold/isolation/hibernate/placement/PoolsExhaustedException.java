package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;

/** No pool could be had for a tenant's own database in time. Try again later. */
public final class PoolsExhaustedException extends RowIsolationException {

  /**
   * Creates the exception.
   *
   * @param tenant the tenant that needed a pool
   * @param maximum how many there may be
   * @param waited for how long
   */
  public PoolsExhaustedException(TenantId tenant, int maximum, Duration waited) {
    super(
        "LH-ISO-305",
        "no pool for tenant "
            + tenant
            + " within "
            + waited
            + ": all "
            + maximum
            + " pools are in use; try again later, or allow for more");
  }
}
