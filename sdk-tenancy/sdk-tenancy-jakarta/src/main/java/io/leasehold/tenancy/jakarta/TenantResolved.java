package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Provenance;
import io.leasehold.tenancy.Tenant;
import java.util.Objects;

/**
 * CDI event: a request was let in for a tenant. Fired on the request's thread before the scope is
 * entered, only if anybody observes it; a notice, not a gate: what an observer throws is logged.
 *
 * @param tenant the tenant
 * @param provenance how that is known
 */
public record TenantResolved(Tenant tenant, Provenance provenance) {
  /** Requires both. */
  public TenantResolved {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(provenance, "provenance");
  }
}
