package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.TenancyException;

/** Somebody without one of the roles asked to look across tenants. */
public final class CrossTenantRefusedException extends TenancyException {

  /** Creates it. */
  public CrossTenantRefusedException() {
    super("LH-TEN-112", "looking across tenants needs one of the roles that @CrossTenant names");
  }
}
