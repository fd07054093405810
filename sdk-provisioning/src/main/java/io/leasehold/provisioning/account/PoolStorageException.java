package io.leasehold.provisioning.account;

import io.leasehold.provisioning.ProvisioningException;

/** The database of the pool did not answer, or not as it should. Trying again may help. */
public final class PoolStorageException extends ProvisioningException {

  /**
   * Creates the exception.
   *
   * @param cause what the driver said
   */
  public PoolStorageException(Throwable cause) {
    super(
        "LH-PRV-205",
        "The account pool could not read or write its tables in schema leasehold_provisioning."
            + " Check that the database is up, that ProvisioningSchema was migrated and that this"
            + " role has its grants.",
        cause);
  }
}
