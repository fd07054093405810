package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenancyException;

/** Periodic work was scheduled from inside a tenant's scope. */
public final class PeriodicTenantWorkException extends TenancyException {

  /** Creates the exception. */
  public PeriodicTenantWorkException() {
    super(
        "LH-TEN-043",
        "periodic work would keep the tenant that was in scope when it was scheduled, even once"
            + " that tenant is suspended: schedule TenantWorker.job(tenantId, work), which asks the"
            + " registry at each run");
  }
}
