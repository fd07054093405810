package io.leasehold.provisioning.account;

import io.leasehold.provisioning.ProvisioningException;

/** The principal already has a live lease for this purpose. */
public final class LiveLeaseException extends ProvisioningException {

  private final LeaseId lease;

  /**
   * Creates the exception.
   *
   * @param lease the lease that lives
   */
  public LiveLeaseException(LeaseId lease) {
    super(
        "LH-PRV-201",
        "There is a live lease for this principal and purpose, "
            + lease
            + ". Use it, or end it before you ask for another.");
    this.lease = lease;
  }

  /** The lease that lives. */
  public LeaseId lease() {
    return lease;
  }
}
