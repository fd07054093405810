package io.leasehold.tenancy;

import java.util.Objects;
import java.util.Optional;

/**
 * Says that what is known of a tenant is no longer so. It is a hint to look again and to let go of
 * what the tenant had, such as contexts, credentials and pools; the truth is in the registry.
 *
 * @param tenant the tenant that changed; empty when any tenant may have
 * @param status what the tenant became, where the source knows; empty is no promise that the status
 *     is unchanged
 */
public record TenantChange(Optional<TenantId> tenant, Optional<TenantStatus> status) {

  private static final TenantChange ANYTHING = new TenantChange(Optional.empty(), Optional.empty());

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if there is a status of no tenant in particular
   */
  public TenantChange {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(status, "status");
    if (tenant.isEmpty() && status.isPresent()) {
      throw new IllegalArgumentException("a status without the tenant that has it");
    }
  }

  /** Something of the tenant changed, perhaps its status. */
  public static TenantChange of(TenantId tenant) {
    return new TenantChange(Optional.of(tenant), Optional.empty());
  }

  /** The tenant changed and has this status now. */
  public static TenantChange of(TenantId tenant, TenantStatus status) {
    return new TenantChange(Optional.of(tenant), Optional.of(status));
  }

  /** Anything of any tenant may have changed, for instance because notifications were lost. */
  public static TenantChange anything() {
    return ANYTHING;
  }

  /** Whether the change is, or may be, one of this tenant. */
  public boolean concerns(TenantId id) {
    return tenant.isEmpty() || tenant.get().equals(id);
  }

  /**
   * Whether the tenant is known to be shut out now. False says nothing: then the registry tells.
   */
  public boolean shutsOut() {
    return status.isPresent() && !status.get().admits();
  }
}
