package io.leasehold.provisioning.plan;

import io.leasehold.provisioning.ProvisioningException;

/** A plan was to be started that is not registered with this runner. */
public final class UnknownPlanException extends ProvisioningException {

  /**
   * Names the plan.
   *
   * @param plan the plan
   */
  public UnknownPlanException(String plan) {
    super("LH-PRV-102", "No plan " + plan + " is registered here; add it to the runner's builder.");
  }
}
