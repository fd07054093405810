package io.leasehold.provisioning.plan;

/** The work of a step, or the undoing of it. Idempotent: it may run again after any crash. */
@FunctionalInterface
public interface StepAction {

  /**
   * Does the work. Called by one node at a time as far as a network can know; ask {@link
   * StepContext#requireStillOwned()} before what cannot be repeated.
   *
   * @param step the run's data and this attempt
   * @return what happens next
   * @throws StepFailedException to fail for good
   * @throws Exception anything else, to be tried again as the step's {@link RetryPolicy} says
   */
  StepOutcome run(StepContext step) throws Exception;
}
