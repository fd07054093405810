package io.leasehold.provisioning.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan as it stood when it was read.
 *
 * @param id the run
 * @param plan the plan's name
 * @param version the plan's version, which the run keeps to its end
 * @param status where it stands
 * @param steps all steps in the order of the plan, also those not begun
 * @param startedAt when it was started
 * @param finishedAt when it ended
 * @param error why it failed or is being undone
 * @param data the input and the outputs of finished steps
 */
public record PlanRun(
    RunId id,
    String plan,
    int version,
    RunStatus status,
    List<StepRecord> steps,
    Instant startedAt,
    @Nullable Instant finishedAt,
    Optional<StepError> error,
    Map<String, String> data) {

  /** Copies the collections. */
  public PlanRun {
    steps = List.copyOf(steps);
    data = Map.copyOf(data);
  }

  /**
   * The record of one step.
   *
   * @param name the step's name
   */
  public Optional<StepRecord> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
