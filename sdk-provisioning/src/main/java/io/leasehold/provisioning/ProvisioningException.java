package io.leasehold.provisioning;

import java.util.Objects;

/**
 * Root of the exceptions of this library. Each carries a stable code, of the form {@code
 * LH-PRV-001}, that documentation and problem documents quote: 001 to 099 the module, 100 to 199
 * plans, 200 to 299 accounts and leases, 300 to 399 access.
 */
public abstract class ProvisioningException extends RuntimeException {

  private final String code;

  /**
   * Creates the exception.
   *
   * @param code the stable code
   * @param message what happened, to which thing, and the way out; never a secret, never another
   *     tenant's data
   */
  protected ProvisioningException(String code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code, "code");
  }

  /**
   * Creates the exception with its cause.
   *
   * @param code the stable code
   * @param message what happened, to which thing, and the way out
   * @param cause what made it happen
   */
  protected ProvisioningException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The stable code of the situation. */
  public final String code() {
    return code;
  }
}
