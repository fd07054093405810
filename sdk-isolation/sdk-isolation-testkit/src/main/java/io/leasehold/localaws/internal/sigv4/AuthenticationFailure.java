package io.leasehold.localaws.internal.sigv4;

/** A request whose sender could not be established. Each service words it in its own way. */
public final class AuthenticationFailure extends RuntimeException {

  /** What is wrong with the request. */
  public enum Reason {
    /** It carries no signature. */
    MISSING,
    /** Its signature cannot be read. */
    MALFORMED,
    /** Nobody has that access key, or its owner is gone. */
    UNKNOWN_KEY,
    /** The session token does not belong to the access key. */
    INVALID_TOKEN,
    /** The session is over. */
    EXPIRED_TOKEN,
    /** The signature is not the one of the key's secret over this request. */
    WRONG_SIGNATURE,
    /** It was signed too long ago, or in the future. */
    SKEWED,
    /** The presigned URL is over. */
    EXPIRED_URL,
    /** The body is not the one whose hash was signed. */
    WRONG_CONTENT,
    /** A header that has to be signed is not. */
    UNSIGNED_HEADER
  }

  private final Reason reason;

  /** Creates the failure. */
  public AuthenticationFailure(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** The message, never null. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
