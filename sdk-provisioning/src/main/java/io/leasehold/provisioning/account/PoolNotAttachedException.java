package io.leasehold.provisioning.account;

import io.leasehold.provisioning.ProvisioningException;

/** The pool was asked for something that needs the plan runner before it had one. */
public final class PoolNotAttachedException extends ProvisioningException {

  /** Creates the exception. */
  public PoolNotAttachedException() {
    super(
        "LH-PRV-204",
        "The account pool has no plan runner yet. Register AccountPool.plans() with the runner,"
            + " start it, and call AccountPool.attach(runner).");
  }
}
