package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;

/**
 * Reads the tenant to which the server bound the session. A session that is carried to another
 * tenant's address contradicts it there. It selects, and opens nothing without a caller.
 * Thread-safe.
 */
public final class SessionTenantResolver implements TenantResolver {

  /** Creates the resolver. */
  public SessionTenantResolver() {}

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    return signals
        .sessionTenant()
        .map(SessionTenantResolver::candidate)
        .map(TenantResolution::resolved)
        .orElseGet(TenantResolution::notApplicable);
  }

  private static TenantCandidate candidate(TenantId tenant) {
    return new TenantCandidate(Kind.ID, tenant.value(), TrustLevel.INFRASTRUCTURE, "session");
  }
}
