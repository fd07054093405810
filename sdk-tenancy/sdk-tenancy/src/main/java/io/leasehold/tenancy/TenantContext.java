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
    return scope()
        .filter(TenantScope.InTenant.class::isInstance)
        .map(TenantScope.InTenant.class::cast)
        .map(TenantScope.InTenant::tenant);
  }

  /**
   * The tenant on whose behalf the calling thread runs.
   *
   * @throws TenantRequiredException if it runs on behalf of none
   */
  public static Tenant require() {
    return current().orElseThrow(TenantRequiredException::new);
  }
}
