package io.leasehold.tenancy.discovery;

import io.leasehold.tenancy.TenantStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * What a directory knows about the login of one tenant.
 *
 * @param status where the tenant stands
 * @param own where its members sign in; empty if that is where everybody does
 */
public record LoginEntry(TenantStatus status, Optional<LoginTarget> own) {

  /** Requires both. */
  public LoginEntry {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(own, "own");
  }

  /**
   * Whether members of the tenant are sent to its login. A suspended tenant's are, because they
   * alone are told of the suspension.
   */
  boolean isOpen() {
    return status != TenantStatus.PROVISIONING && status != TenantStatus.DELETED;
  }
}
