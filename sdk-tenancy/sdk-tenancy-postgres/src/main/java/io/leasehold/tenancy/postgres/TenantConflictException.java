package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.TenantId;

/** A tenant was not saved, because its id, its slug or one of its domains is taken. */
public final class TenantConflictException extends TenancyException {

  /**
   * Creates the exception.
   *
   * @param id the tenant that was to be saved
   * @param cause what PostgreSQL said
   */
  public TenantConflictException(TenantId id, Throwable cause) {
    super(
        "LH-TEN-201",
        "tenant "
            + id
            + " was not saved, because its id, its slug or one of its domains is taken; choose another, or"
            + " release it from the tenant that has it first",
        cause);
  }
}
