package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.ProvisioningException;

/** Something about an account that trying again does not change; the account is quarantined. */
public final class PermanentAccountException extends ProvisioningException {

  /**
   * Creates the exception.
   *
   * @param code the stable code
   * @param message what happened, to which account, and the way out; becomes the reason of the
   *     quarantine
   */
  public PermanentAccountException(String code, String message) {
    super(code, message);
  }
}
