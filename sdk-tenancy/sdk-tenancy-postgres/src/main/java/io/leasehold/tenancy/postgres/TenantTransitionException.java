package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;

/** A tenant was not given a status, because none of its present status may have it. */
public final class TenantTransitionException extends TenancyException {

  /**
   * Creates the exception.
   *
   * @param id the tenant
   * @param wanted the status that it was to be given
   * @param cause what PostgreSQL said
   */
  public TenantTransitionException(TenantId id, TenantStatus wanted, Throwable cause) {
    super(
        "LH-TEN-030",
        "tenant "
            + id
            + " did not become "
            + wanted
            + ", because its present status does not lead there; see TenantStatus.mayBecome",
        cause);
  }
}
