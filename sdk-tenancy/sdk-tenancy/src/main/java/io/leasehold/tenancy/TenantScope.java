package io.leasehold.tenancy;

import java.time.Clock;
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
   * @param provenance how it is known that it is this one
   */
  record InTenant(Tenant tenant, Provenance provenance) implements TenantScope {
    /** Requires both. */
    public InTenant {
      Objects.requireNonNull(tenant, "tenant");
      Objects.requireNonNull(provenance, "provenance");
    }

    /** On behalf of a tenant that the code itself named. */
    public InTenant(Tenant tenant) {
      this(tenant, Provenance.ofCode());
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

  /**
   * Across tenants, for a reason that is on record: reaches the rows of several tenants, through
   * the database role that is for nothing else. Only {@link CrossTenantAccess} opens one. It ends
   * with the work that it was opened for, and at its time even if the work goes on.
   *
   * <p>Thread-safe.
   */
  final class CrossTenant implements TenantScope {

    private final CrossTenantEntry entry;
    private final Clock clock;
    private volatile boolean closed;

    CrossTenant(CrossTenantEntry entry, Clock clock) {
      this.entry = entry;
      this.clock = clock;
    }

    /** Why, by whom and until when, as it is on record. */
    public CrossTenantEntry entry() {
      return entry;
    }

    /**
     * Asked before each use of what the scope gives.
     *
     * @throws CrossTenantEndedException if the work is over, or its time
     */
    public void requireOpen() {
      if (closed || !clock.instant().isBefore(entry.until())) {
        throw new CrossTenantEndedException(entry);
      }
    }

    void close() {
      closed = true;
    }

    @Override
    public String toString() {
      return "CrossTenant[" + entry + "]";
    }
  }

  /** On nobody's behalf: public content, reaches neither tenant nor platform data. */
  record Public() implements TenantScope {}
}
