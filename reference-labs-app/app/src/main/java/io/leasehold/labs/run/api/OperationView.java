package io.leasehold.labs.run.api;

import io.leasehold.provisioning.plan.RunStatus;
import io.leasehold.provisioning.plan.StepError;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Long work as the API shows it.
 *
 * @param id the identity
 * @param kind what it does
 * @param labRunId the lab run it is about
 * @param status running, succeeded, failed or cancelled
 * @param queueRank the place in the queue for an account, 1 for the next
 * @param steps all steps in order, also those not begun
 * @param error why it failed
 * @param serverTime when this was true; what a countdown goes by
 */
@Schema(name = "Operation")
public record OperationView(
    @Schema(required = true) String id,
    @Schema(
            required = true,
            enumeration = {"start-lab", "end-lab"})
        String kind,
    @Schema(required = true) String labRunId,
    @Schema(
            required = true,
            enumeration = {"running", "succeeded", "failed", "cancelled"})
        String status,
    @Nullable Integer queueRank,
    @Schema(required = true) List<StepView> steps,
    @Nullable Failure error,
    @Schema(required = true) Instant serverTime) {

  /**
   * Why an operation failed.
   *
   * @param code stable, for programs
   * @param message for people
   */
  @Schema(name = "OperationError")
  public record Failure(
      @Schema(required = true) String code, @Schema(required = true) String message) {

    static Failure of(StepError error) {
      return new Failure(error.code(), error.message());
    }
  }

  /** Whether nothing will change any more. */
  boolean finished() {
    return !status.equals("running");
  }

  /** The same at another time: what two looks are compared by. */
  OperationView at(Instant time) {
    return new OperationView(id, kind, labRunId, status, queueRank, steps, error, time);
  }

  static String status(RunStatus status) {
    return switch (status) {
      case RUNNING, WAITING, UNDOING -> "running";
      case DONE -> "succeeded";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }
}
