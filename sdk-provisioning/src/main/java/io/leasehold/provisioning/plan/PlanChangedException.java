package io.leasehold.provisioning.plan;

import io.leasehold.provisioning.ProvisioningException;

/** A plan was changed under a version that has unfinished runs; the runner refuses to start. */
public final class PlanChangedException extends ProvisioningException {

  /**
   * Names the plan.
   *
   * @param plan the plan
   * @param runs how many runs of the earlier steps are unfinished
   */
  public PlanChangedException(Plan plan, long runs) {
    super(
        "LH-PRV-103",
        plan
            + " was changed while "
            + runs
            + " of its runs are unfinished; give the changed plan version "
            + (plan.version() + 1)
            + " and keep the earlier one registered until they have ended.");
  }
}
