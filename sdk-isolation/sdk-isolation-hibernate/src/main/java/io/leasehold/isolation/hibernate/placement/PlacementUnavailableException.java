package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;

/**
 * Where a tenant's rows are cannot be known now. It says nothing about whether the tenant exists:
 * an outage is never "unknown".
 */
public final class PlacementUnavailableException extends RowIsolationException {

  /**
   * Creates the exception.
   *
   * @param tenant the tenant
   * @param cause why it could not be known
   */
  public PlacementUnavailableException(TenantId tenant, Throwable cause) {
    super(
        "LH-ISO-301",
        "where the rows of tenant " + tenant + " are cannot be known now; try again later");
    initCause(cause);
  }
}
