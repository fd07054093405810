package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;

/** A tenant's id is too long for a schema or database of its own. */
public final class PlaceNameTooLongException extends RowIsolationException {

  /** Creates the exception. */
  public PlaceNameTooLongException(TenantId tenant) {
    super(
        "LH-ISO-306",
        "the id of tenant "
            + tenant
            + " is too long for a schema or database of its own: 61 characters at most; leave the"
            + " tenant in the shared tables");
  }
}
