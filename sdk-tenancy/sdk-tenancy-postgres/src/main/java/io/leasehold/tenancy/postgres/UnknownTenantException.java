package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.TenantId;

/** A tenant was to be changed that does not exist. */
public final class UnknownTenantException extends TenancyException {

  /**
   * Creates the exception.
   *
   * @param id the id that no tenant has
   */
  public UnknownTenantException(TenantId id) {
    super("LH-TEN-032", "there is no tenant " + id + "; create it first, or correct the id");
  }
}
