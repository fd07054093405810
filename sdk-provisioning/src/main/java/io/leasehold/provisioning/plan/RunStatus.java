package io.leasehold.provisioning.plan;

/** Where a run stands. */
public enum RunStatus {
  /** Steps are being run, looked at again after a while, or retried. */
  RUNNING,
  /** The current step waits for a signal or for a permit. */
  WAITING,
  /** A step failed for good, or the run was cancelled; what was done is being undone. */
  UNDOING,
  /** All steps are done. */
  DONE,
  /** A step failed for good. */
  FAILED,
  /** Ended by {@link PlanRunner#cancel}. */
  CANCELLED;

  /** Whether the run has ended and will not change any more. */
  public boolean finished() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
