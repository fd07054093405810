package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.ProvisioningException;
import io.leasehold.provisioning.plan.StepError;
import org.jspecify.annotations.Nullable;

/** What the journal says about failures. */
final class StepErrors {

  private StepErrors() {}

  /** Messages of our own exceptions are made to be shown; others may hold anything. */
  static StepError thrown(Throwable failure) {
    return failure instanceof ProvisioningException ours
        ? new StepError(ours.code(), message(ours))
        : new StepError("LH-PRV-107", "The step threw " + failure.getClass().getName() + ".");
  }

  static StepError exhausted(int failures, Throwable last) {
    return new StepError(
        "LH-PRV-105",
        "The step failed " + failures + " times in a row; last: " + thrown(last).message());
  }

  static StepError signalMissed(@Nullable String signal) {
    return new StepError("LH-PRV-106", "The signal " + signal + " did not come in time.");
  }

  static StepError cutOffTooOften(int times) {
    return new StepError(
        "LH-PRV-108",
        "The step was cut off "
            + times
            + " times without a result; look into the logs of the nodes that ran it.");
  }

  static StepError noOutcome() {
    return new StepError("LH-PRV-110", "The step returned null instead of an outcome.");
  }

  static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getName() : message;
  }
}
