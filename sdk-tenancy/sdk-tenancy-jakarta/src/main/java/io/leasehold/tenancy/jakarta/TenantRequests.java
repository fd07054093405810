package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.resolution.TenantDecision;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What {@link TenantFilter} decided for a request. */
public final class TenantRequests {

  private TenantRequests() {}

  /** The decision; empty on an exempt path, or where the filter has not been. */
  public static Optional<TenantDecision> decision(HttpServletRequest request) {
    return TenantVisit.of(request).flatMap(TenantVisit::decision);
  }

  /**
   * The tenant at whose host the request arrived, whoever the caller is: for public pages that look
   * like the tenant.
   */
  public static Optional<Tenant> hostTenant(HttpServletRequest request) {
    return TenantVisit.of(request).flatMap(TenantVisit::hostTenant);
  }
}
