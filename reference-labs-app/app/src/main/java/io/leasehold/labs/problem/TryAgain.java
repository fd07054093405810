package io.leasehold.labs.problem;

/** Something outside did not answer; trying again may help. */
public final class TryAgain extends LabsException {

  /** Creates the exception; the cause goes to the log. */
  public TryAgain(Throwable cause) {
    super(
        "LH-LAB-007",
        503,
        "Not available at the moment",
        "AWS did not answer. Your lab is not affected; try again in some seconds.");
    initCause(cause);
  }
}
