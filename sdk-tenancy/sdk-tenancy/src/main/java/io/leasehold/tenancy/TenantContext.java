package io.leasehold.tenancy;

import java.util.Optional;

/** Reads the scope that {@link TenantScopes} opened around the calling code. Thread-safe. */
public final class TenantContext {

  private TenantContext() {}

  /** The scope of the calling thread, if it is in one. */
  public static Optional<TenantScope> scope() {
    return TenantScopes.current();
  }

  /** The tenant on whose behalf the calling thread runs, if it runs on behalf of one. */
  public static Optional<Tenant> current() {
    return inTenant().map(TenantScope.InTenant::tenant);
  }

  /** How it is known whose tenant's scope this is, if the calling thread is in one. */
  public static Optional<Provenance> provenance() {
    return inTenant().map(TenantScope.InTenant::provenance);
  }

  /**
   * The tenant on whose behalf the calling thread runs.
   *
   * @throws TenantRequiredException if it runs on behalf of none
   */
  public static Tenant require() {
    return current().orElseThrow(TenantRequiredException::new);
  }

  /**
   * The cross-tenant access that the calling thread is in.
   *
   * @throws CrossTenantRequiredException if it is in none
   * @throws CrossTenantEndedException if it is in one whose time is over
   */
  public static TenantScope.CrossTenant requireCrossTenant() {
    if (scope().orElse(null) instanceof TenantScope.CrossTenant access) {
      access.requireOpen();
      return access;
    }
    throw new CrossTenantRequiredException();
  }

  private static Optional<TenantScope.InTenant> inTenant() {
    return scope()
        .filter(TenantScope.InTenant.class::isInstance)
        .map(TenantScope.InTenant.class::cast);
  }
}
