package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;

/** A tenant's own schema or database is not what it must be, so nothing runs there. */
public final class PlaceNotReadyException extends RowIsolationException {

  /**
   * Creates the exception.
   *
   * @param tenant the tenant
   * @param what is wrong
   */
  public PlaceNotReadyException(TenantId tenant, String what) {
    super(
        "LH-ISO-304",
        "the place of tenant " + tenant + " is not ready: " + what + "; make it with TenantPlaces");
  }
}
