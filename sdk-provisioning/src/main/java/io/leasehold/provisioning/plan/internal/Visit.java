package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.Permit;
import io.leasehold.provisioning.plan.RetryPolicy;
import io.leasehold.provisioning.plan.Step;
import io.leasehold.provisioning.plan.StepAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step to be done or undone, and what the journal knew of it before.
 *
 * @param step the step
 * @param position its place in the plan
 * @param undo whether to take it back
 * @param before its row of the journal, if it has begun
 */
record Visit(Step step, int position, boolean undo, @Nullable StoredStep before) {

  StepAction action() {
    return undo ? step.undoing().orElseThrow() : step.action();
  }

  RetryPolicy retry() {
    return undo ? step.undoRetryPolicy() : step.retryPolicy();
  }

  /** Only doing needs the permit; undoing takes back what the limit was for. */
  Optional<Permit> permit() {
    return undo ? Optional.empty() : step.permit();
  }

  boolean waitsForSignal() {
    return before != null && before.state() == StoredStep.State.WAITING;
  }

  /** Whether the last attempt ended without a result. */
  boolean cutOff() {
    return before != null && before.state() == StoredStep.State.RUNNING;
  }

  int interruptions() {
    return (before == null ? 0 : before.interruptions()) + (cutOff() ? 1 : 0);
  }

  int failures() {
    return before == null ? 0 : before.failures();
  }

  /** The number of the attempt about to begin; polls and signals continue one. */
  int attempt() {
    if (before == null) {
      return 1;
    }
    return switch (before.state()) {
      case POLLING, WAITING -> before.attempts();
      default -> before.attempts() + 1;
    };
  }
}
