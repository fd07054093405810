package io.leasehold.provisioning.plan;

/** Where one step of a run stands. */
public enum StepState {
  /** Not begun. */
  PENDING,
  /** Begun: being run, looked at again after a while, or to be retried. */
  RUNNING,
  /** Waits for a signal or for a permit. */
  WAITING,
  /** Recorded as done; it is never run again. */
  DONE,
  /** Failed for good. */
  FAILED,
  /** Begun and then given up because the run was cancelled. */
  CANCELLED,
  /** Its undo has begun. */
  UNDOING,
  /** Undone. */
  UNDONE,
  /** Its undo failed for good: somebody has to look at what is left behind. */
  UNDO_FAILED
}
