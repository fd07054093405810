package io.leasehold.provisioning.plan;

import io.leasehold.provisioning.ProvisioningException;

/** A start key was used again with another input. */
public final class StartConflictException extends ProvisioningException {

  private final RunId run;

  /**
   * Names the run that has the key.
   *
   * @param plan the plan
   * @param run the run that has the key
   */
  public StartConflictException(String plan, RunId run) {
    super(
        "LH-PRV-101",
        "This start key of plan "
            + plan
            + " already started run "
            + run
            + " with another input; use a new key for a new run.");
    this.run = run;
  }

  /** The run that has the key. */
  public RunId run() {
    return run;
  }
}
