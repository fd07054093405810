package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.TenancyException;

/** Somebody without one of the roles asked to look across tenants. */
public final class CrossTenantRoleException extends TenancyException {

  /** Creates it. */
  public CrossTenantRoleException() {
    super("LH-TEN-112", "looking across tenants needs one of the roles that @CrossTenant names");
  }
}
