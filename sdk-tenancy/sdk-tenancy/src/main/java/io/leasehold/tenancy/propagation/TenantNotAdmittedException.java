package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import java.util.Objects;

/** Work was to be done for a tenant for which nobody may work now. */
public final class TenantNotAdmittedException extends TenancyException {

  private final TenantId tenant;
  private final TenantStatus status;

  /** Creates the exception. */
  public TenantNotAdmittedException(TenantId tenant, TenantStatus status) {
    super(
        "LH-TEN-042",
        "tenant "
            + tenant
            + " is "
            + status
            + ": keep the work until it is active again, or drop it");
    this.tenant = Objects.requireNonNull(tenant, "tenant");
    this.status = Objects.requireNonNull(status, "status");
  }

  /** The tenant. */
  public TenantId tenant() {
    return tenant;
  }

  /** Why nobody may work for it. */
  public TenantStatus status() {
    return status;
  }
}
