package io.leasehold.provisioning.account;

import io.leasehold.provisioning.ProvisioningException;

/** No lease has this id. */
public final class UnknownLeaseException extends ProvisioningException {

  /**
   * Creates the exception.
   *
   * @param lease the id
   */
  public UnknownLeaseException(LeaseId lease) {
    super("LH-PRV-203", "No lease has the id " + lease + ". Check where the id came from.");
  }
}
