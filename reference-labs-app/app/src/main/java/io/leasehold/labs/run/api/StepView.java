package io.leasehold.labs.run.api;

import io.leasehold.provisioning.plan.StepRecord;
import io.leasehold.provisioning.plan.StepState;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One step of an operation.
 *
 * @param name stable, for programs
 * @param title for people
 * @param state pending, running, waiting, done or failed
 * @param startedAt when it began
 * @param finishedAt when it ended
 */
@Schema(name = "OperationStep")
public record StepView(
    @Schema(required = true) String name,
    @Schema(required = true) String title,
    @Schema(
            required = true,
            enumeration = {"pending", "running", "waiting", "done", "failed"})
        String state,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  private static final Map<String, String> TITLES =
      Map.of(
          "reserve-account", "Reserve an account",
          "apply-guardrails", "Apply guardrails",
          "create-access", "Create access",
          "deploy-content", "Deploy content",
          "ready", "Ready",
          "revoke-access", "Take access away",
          "close-lab", "Close the lab");

  static StepView of(StepRecord step) {
    String state = state(step);
    boolean begun = !state.equals("pending");
    return new StepView(
        step.name(),
        TITLES.getOrDefault(step.name(), step.name()),
        state,
        begun ? step.startedAt() : null,
        begun ? step.finishedAt() : null);
  }

  private static String state(StepRecord step) {
    return switch (step.state()) {
      case RUNNING -> "running";
      case WAITING -> "waiting";
      case DONE -> "done";
      case FAILED, UNDO_FAILED -> "failed";
      // Taken back, or never to be: as if it had not been, unless it is the one that failed.
      case UNDOING, UNDONE -> step.error().isPresent() ? "failed" : "pending";
      case PENDING, CANCELLED -> "pending";
    };
  }

  /** Whether the step is under way. */
  static boolean isWaiting(StepRecord step) {
    return step.state() == StepState.WAITING;
  }
}
