package io.leasehold.provisioning.plan;

import java.util.Objects;

/**
 * Why a step failed, as it is recorded.
 *
 * @param code stable code, for programs
 * @param message for people; for exceptions that are not {@link StepFailedException} only their
 *     class, because a foreign message may hold anything
 */
public record StepError(String code, String message) {

  /** Checks that both are there. */
  public StepError {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
