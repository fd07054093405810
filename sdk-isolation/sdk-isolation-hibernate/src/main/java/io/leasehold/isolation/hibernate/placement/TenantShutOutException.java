package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowIsolationException;
import io.leasehold.tenancy.TenantId;

/** A tenant is suspended or leaves, so nothing reaches its rows on its behalf. */
public final class TenantShutOutException extends RowIsolationException {

  /** Creates the exception. */
  public TenantShutOutException(TenantId tenant) {
    super(
        "LH-ISO-302",
        "the rows of tenant "
            + tenant
            + " are not reached, because it is suspended or leaving; activate it first");
  }
}
