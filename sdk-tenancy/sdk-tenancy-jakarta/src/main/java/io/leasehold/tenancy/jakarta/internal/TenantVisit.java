package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.resolution.TenantDecision;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * What was decided for one request, kept in it, so that it is decided once.
 *
 * @param decision empty on an exempt path
 * @param settings by which it was decided
 */
public record TenantVisit(Optional<TenantDecision> decision, TenantFilterSettings settings) {

  private static final String ATTRIBUTE = TenantVisit.class.getName();

  /** What was decided for the request, if the filter has seen it. */
  public static Optional<TenantVisit> of(HttpServletRequest request) {
    return Optional.ofNullable((TenantVisit) request.getAttribute(ATTRIBUTE));
  }

  /** Keeps this in the request. */
  public void keepIn(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Whether a member was let in. */
  public boolean isAdmitted() {
    return decision.filter(TenantDecision.Admitted.class::isInstance).isPresent();
  }

  /** The scope that the request runs in; empty on an exempt path and for a refused request. */
  public Optional<TenantScope> scope() {
    TenantDecision outcome = decision.orElse(null);
    if (outcome instanceof TenantDecision.Admitted admitted) {
      return Optional.of(admitted.scope());
    }
    return outcome instanceof TenantDecision.Anonymous
        ? Optional.of(new TenantScope.Public())
        : Optional.empty();
  }

  /** The tenant of the host, whoever the caller is. */
  public Optional<Tenant> hostTenant() {
    TenantDecision outcome = decision.orElse(null);
    if (outcome instanceof TenantDecision.Admitted admitted) {
      return Optional.of(admitted.tenant());
    }
    return outcome instanceof TenantDecision.Anonymous anonymous
        ? anonymous.hostTenant()
        : Optional.empty();
  }
}
