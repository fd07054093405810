package io.leasehold.provisioning.access;

import io.leasehold.provisioning.ProvisioningException;
import io.leasehold.provisioning.account.LeaseId;

/** The lease gives no access now: it is not active, is over, or its account belongs to another. */
public final class AccessRefusedException extends ProvisioningException {

  private final LeaseId lease;

  AccessRefusedException(LeaseId lease, String why) {
    super("LH-PRV-301", "No access was given for lease " + lease + ": " + why + ".");
    this.lease = lease;
  }

  /** The lease. */
  public LeaseId lease() {
    return lease;
  }
}
