package io.leasehold.tenancy;

/** Code needed a cross-tenant access and ran without one. */
public final class CrossTenantRequiredException extends TenancyException {

  CrossTenantRequiredException() {
    super(
        "LH-TEN-014",
        "no cross-tenant access in scope: run this inside CrossTenantAccess.run(...), which puts"
            + " the reason on record");
  }
}
