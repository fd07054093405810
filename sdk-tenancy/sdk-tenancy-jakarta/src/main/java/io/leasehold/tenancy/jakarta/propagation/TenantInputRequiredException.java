package io.leasehold.tenancy.jakarta.propagation;

import io.leasehold.tenancy.TenancyException;

/** A {@code @TenantScoped} method was called without exactly one input that names its tenant. */
public final class TenantInputRequiredException extends TenancyException {

  /**
   * Creates the exception.
   *
   * @param method the method
   */
  public TenantInputRequiredException(String method) {
    super(
        "LH-TEN-040",
        method
            + " is @TenantScoped and gets no tenant with its input: let exactly one parameter be a"
            + " Scoped payload or a TenantId, and not null");
  }
}
