package io.leasehold.provisioning.plan;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the journal knows about one step of a run.
 *
 * @param name the step's name
 * @param state where it stands
 * @param attempts how often it was begun anew; looking again after {@link StepOutcome.Poll} does
 *     not count
 * @param startedAt when it first began
 * @param finishedAt when it ended
 * @param error why it failed, or the last failure while it is retried
 */
public record StepRecord(
    String name,
    StepState state,
    int attempts,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Optional<StepError> error) {

  /** Checks what has to be there. */
  public StepRecord {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(error, "error");
  }
}
