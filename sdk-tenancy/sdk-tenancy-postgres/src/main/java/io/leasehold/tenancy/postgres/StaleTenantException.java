package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.TenantId;

/** A tenant was not changed, because somebody else changed it since it was read. */
public final class StaleTenantException extends TenancyException {

  /**
   * Creates the exception.
   *
   * @param id the tenant
   * @param seen the revision on which the change was based
   */
  public StaleTenantException(TenantId id, long seen) {
    super(
        "LH-TEN-031",
        "tenant "
            + id
            + " was changed by somebody else since revision "
            + seen
            + " was read; read it again and decide anew");
  }
}
