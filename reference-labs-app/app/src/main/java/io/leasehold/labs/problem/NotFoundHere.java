package io.leasehold.labs.problem;

/**
 * There is no such thing for this learner of this tenant. The answer repeats neither the id nor
 * whether somebody else has it, so that foreign and unknown ids look the same.
 */
public final class NotFoundHere extends LabsException {

  /** Creates the exception. */
  public NotFoundHere() {
    super(
        "LH-LAB-001",
        404,
        "Not found",
        "There is nothing at this address. Look for it in your list of labs.");
  }
}
