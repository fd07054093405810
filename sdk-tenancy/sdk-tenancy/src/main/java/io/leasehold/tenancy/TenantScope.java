package io.leasehold.tenancy;

import java.util.Objects;

/**
 * On whose behalf code runs. Sealed, because a scope that the library does not know cannot be
 * isolated. "No scope at all" is not among them: code outside every scope reaches nothing.
 */
public sealed interface TenantScope {

  /**
   * On behalf of one tenant.
   *
   * @param tenant the tenant
   */
  record InTenant(Tenant tenant) implements TenantScope {
    /** Requires the tenant. */
    public InTenant {
      Objects.requireNonNull(tenant, "tenant");
    }
  }

  /**
   * On behalf of the platform itself: its own records, no tenant's rows.
   *
   * @param purpose why, in a few words, for the log
   */
  record Platform(String purpose) implements TenantScope {
    /**
     * Requires a purpose.
     *
     * @throws IllegalArgumentException if the purpose is blank
     */
    public Platform {
      Objects.requireNonNull(purpose, "purpose");
      if (purpose.isBlank()) {
        throw new IllegalArgumentException("a platform scope needs a purpose");
      }
    }
  }

  /** On nobody's behalf: public content, reaches neither tenant nor platform data. */
  record Public() implements TenantScope {}
}
