package io.leasehold.isolation.hibernate;

import java.util.Objects;

/**
 * Root of the exceptions of this library: something would have run without proper isolation, and
 * did not run. Each carries a stable code of the form {@code LH-ISO-201}.
 */
public abstract class RowIsolationException extends RuntimeException {

  private final String code;

  /**
   * Creates the exception.
   *
   * @param code the stable code
   * @param message what happened, to which thing, and the way out; never another tenant's data
   */
  protected RowIsolationException(String code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The stable code of the situation. */
  public final String code() {
    return code;
  }
}
