package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.Tenant;
import java.util.Objects;

/**
 * A tenant as it was read, with the number by which a change says what it is based on.
 *
 * @param tenant the tenant
 * @param revision counts the changes of the tenant's own record, its domains and issuers included
 *     where they were changed with it
 */
public record TenantRevision(Tenant tenant, long revision) {

  /** Requires the tenant. */
  public TenantRevision {
    Objects.requireNonNull(tenant, "tenant");
  }
}
