package io.leasehold.isolation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions of this library. Each carries a stable code, of the form {@code
 * LH-ISO-101}, that documentation and problem documents quote.
 */
public abstract class IsolationException extends RuntimeException {

  private final String code;

  /**
   * Creates the exception.
   *
   * @param code the stable code
   * @param message what happened, to which thing, and the way out; never a secret, never another
   *     tenant's data
   * @param cause what made it happen, if something else did
   */
  protected IsolationException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The stable code of the situation. */
  public final String code() {
    return code;
  }
}
