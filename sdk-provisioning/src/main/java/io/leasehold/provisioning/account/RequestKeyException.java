package io.leasehold.provisioning.account;

import io.leasehold.provisioning.ProvisioningException;

/** A request key came again with another principal, purpose or length. */
public final class RequestKeyException extends ProvisioningException {

  /** Creates the exception. */
  public RequestKeyException() {
    super(
        "LH-PRV-202",
        "This request key was used for another lease request of the tenant. Use a new key for a new"
            + " request, and the same values when you repeat one.");
  }
}
