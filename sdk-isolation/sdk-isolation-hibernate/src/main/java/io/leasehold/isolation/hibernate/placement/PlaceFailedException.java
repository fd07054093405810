package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;

/** A tenant's place could not be made or dropped. What was done stays; trying again goes on. */
public final class PlaceFailedException extends RowIsolationException {

  /**
   * Creates the exception.
   *
   * @param tenant the tenant
   * @param what was tried
   * @param cause why it failed
   */
  public PlaceFailedException(TenantId tenant, String what, Throwable cause) {
    super(
        "LH-ISO-309",
        "the place of tenant "
            + tenant
            + " could not be "
            + what
            + "; the cause says why; try again");
    initCause(cause);
  }
}
