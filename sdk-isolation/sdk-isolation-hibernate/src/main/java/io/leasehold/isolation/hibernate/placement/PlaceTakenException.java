package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;

/** A schema or database with the name of a tenant's place is there and is not this tenant's. */
public final class PlaceTakenException extends RowIsolationException {

  /**
   * Creates the exception.
   *
   * @param tenant the tenant
   * @param place what is there
   */
  public PlaceTakenException(TenantId tenant, String place) {
    super(
        "LH-ISO-308",
        place
            + " is there already and was not made for tenant "
            + tenant
            + ": it is neither used nor dropped; look whose it is");
  }
}
