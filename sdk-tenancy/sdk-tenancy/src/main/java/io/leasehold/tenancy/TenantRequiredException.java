package io.leasehold.tenancy;

/** Code needed a tenant and ran without one. */
public final class TenantRequiredException extends TenancyException {

  /** Creates the exception. */
  public TenantRequiredException() {
    super(
        "LH-TEN-001",
        "no tenant in scope: run this inside TenantScopes.call(...), or hand the scope over with"
            + " TenantScopes.wrap(...) when it runs on another thread");
  }
}
