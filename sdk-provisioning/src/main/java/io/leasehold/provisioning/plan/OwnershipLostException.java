package io.leasehold.provisioning.plan;

import io.leasehold.provisioning.ProvisioningException;

/**
 * This node was declared dead and another one has the run. Whatever this node still does for it is
 * not recorded. Steps let this exception pass.
 */
public final class OwnershipLostException extends ProvisioningException {

  private final RunId run;

  /**
   * Names the run.
   *
   * @param run the run
   */
  public OwnershipLostException(RunId run) {
    super("LH-PRV-104", "Run " + run + " belongs to another node now; stop working on it here.");
    this.run = run;
  }

  /** The run. */
  public RunId run() {
    return run;
  }
}
