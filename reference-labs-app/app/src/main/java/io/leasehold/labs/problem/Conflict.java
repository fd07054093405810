package io.leasehold.labs.problem;

/** The thing is in a state in which this cannot be done. */
public final class Conflict extends LabsException {

  private Conflict(String code, String message) {
    super(code, 409, "Not possible now", message);
  }

  /** The learner has this lab open already. */
  public static Conflict labIsOpen() {
    return new Conflict(
        "LH-LAB-003", "You have this lab open already. Continue it, or end it and start again.");
  }

  /** The lab is not running, so that there is nothing to enter or end. */
  public static Conflict notRunning() {
    return new Conflict(
        "LH-LAB-004", "This lab is not running. Wait until it has started, or start it again.");
  }

  /** The key was used for another request. */
  public static Conflict keyWasUsed() {
    return new Conflict(
        "LH-LAB-005",
        "This Idempotency-Key belongs to another request. Send a new key with a new request.");
  }

  /** The operation is over, so that it cannot be cancelled. */
  public static Conflict operationIsOver() {
    return new Conflict(
        "LH-LAB-006", "This operation is over, or cannot be cancelled any more. End the lab.");
  }
}
