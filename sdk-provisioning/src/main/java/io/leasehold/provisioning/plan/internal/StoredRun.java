package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as a tick finds it.
 *
 * @param status where it stands
 * @param input what it was started with
 * @param steps the rows of its journal
 */
record StoredRun(RunStatus status, Map<String, String> input, List<StoredStep> steps) {

  Optional<StoredStep> step(boolean undo, int position) {
    return steps.stream()
        .filter(step -> step.undo() == undo && step.position() == position)
        .findFirst();
  }
}
