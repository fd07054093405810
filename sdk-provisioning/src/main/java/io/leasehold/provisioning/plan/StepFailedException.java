package io.leasehold.provisioning.plan;

import io.leasehold.provisioning.ProvisioningException;

/**
 * Thrown by a step to fail for good: no retry, what has begun is undone, the run ends as {@link
 * RunStatus#FAILED}. Code and message are recorded and shown.
 */
public final class StepFailedException extends ProvisioningException {

  /**
   * Fails the step.
   *
   * @param code stable code
   * @param message what happened, to which thing; never a secret
   */
  public StepFailedException(String code, String message) {
    super(code, message);
  }

  /**
   * Fails the step with a cause, which is logged and not recorded.
   *
   * @param code stable code
   * @param message what happened, to which thing; never a secret
   * @param cause what made it happen
   */
  public StepFailedException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
