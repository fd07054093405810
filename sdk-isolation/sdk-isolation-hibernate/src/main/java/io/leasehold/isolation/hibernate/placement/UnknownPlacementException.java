package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;

/** No place is known for a tenant, so none is opened for it. */
public final class UnknownPlacementException extends RowIsolationException {

  /**
   * Creates the exception.
   *
   * @param tenant the tenant
   * @param why what is missing, and the way out
   */
  public UnknownPlacementException(TenantId tenant, String why) {
    super("LH-ISO-300", "tenant " + tenant + " has no place: " + why);
  }
}
