package io.leasehold.labs.problem;

import java.util.Objects;

/**
 * Root of the situations that the product answers with a problem document. The message is shown to
 * the caller.
 */
public abstract class LabsException extends RuntimeException {

  private final String code;
  private final int status;
  private final String title;
  private final String detail;

  /**
   * Creates the exception.
   *
   * @param code of the form {@code LH-LAB-001}
   * @param status the HTTP status
   * @param title the situation in a few words, always the same for the code
   * @param message what happened, to which thing, and the way out
   */
  protected LabsException(String code, int status, String title, String message) {
    super(message);
    this.detail = Objects.requireNonNull(message, "message");
    this.code = Objects.requireNonNull(code, "code");
    this.status = status;
    this.title = Objects.requireNonNull(title, "title");
  }

  /** The stable code. */
  public final String code() {
    return code;
  }

  /** The HTTP status. */
  public final int status() {
    return status;
  }

  /** What happened and the way out, for the caller. */
  public final String detail() {
    return detail;
  }

  /** The situation in a few words. */
  public final String title() {
    return title;
  }
}
