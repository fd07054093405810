package io.leasehold.labs.problem;

/** The request lacks something or says something impossible. */
public final class BadRequest extends LabsException {

  private BadRequest(String message) {
    super("LH-LAB-002", 400, "Bad request", message);
  }

  /** The header that makes a start repeatable is missing or unusable. */
  public static BadRequest idempotencyKey() {
    return new BadRequest(
        "The header Idempotency-Key is missing or is not 8 to 100 characters out of letters,"
            + " digits, '-' and '_'. Send a new random value for each new wish, and the same value"
            + " when you repeat one.");
  }

  /** The body does not name a lab. */
  public static BadRequest labId() {
    return new BadRequest("The body does not name a lab: send {\"labId\": \"...\"}.");
  }
}
