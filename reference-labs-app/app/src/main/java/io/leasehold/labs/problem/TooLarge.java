package io.leasehold.labs.problem;

/** The body of a request is longer than any request of this product needs. */
public final class TooLarge extends LabsException {

  /**
   * Says how long a body may be.
   *
   * @param limit in bytes
   */
  public TooLarge(long limit) {
    super(
        "LH-LAB-008",
        413,
        "Body too large",
        "The body of a request may have " + limit + " bytes at most.");
  }
}
