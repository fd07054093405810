package io.leasehold.tenancy;

/**
 * The registry could not be asked. It says nothing about whether the tenant exists: an outage is
 * never "unknown tenant".
 */
public final class TenantRegistryUnavailableException extends TenancyException {

  /**
   * Creates the exception.
   *
   * @param cause why the registry could not be asked
   */
  public TenantRegistryUnavailableException(Throwable cause) {
    super("LH-TEN-002", "the tenant registry cannot be reached; try again later", cause);
  }
}
