package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.StepRecord;
import io.leasehold.provisioning.plan.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The journal of one run as users see it: one record for each step of the plan. */
final class JournalView {

  private final Map<Integer, StepRecord> done = new HashMap<>();
  private final Map<Integer, StoredStep.State> states = new HashMap<>();
  private final Map<Integer, StoredStep.State> undone = new HashMap<>();
  private final Map<String, String> outputs = new HashMap<>();

  /** Adds a row; rows come with all doing before all undoing, and in the order of the plan. */
  boolean add(ResultSet row) throws SQLException {
    StoredStep step = StoredStep.read(row);
    if (step.undo()) {
      undone.put(step.position(), step.state());
      return true;
    }
    outputs.putAll(step.output());
    states.put(step.position(), step.state());
    done.put(
        step.position(),
        new StepRecord(
            row.getString("name"),
            StepState.PENDING,
            step.attempts(),
            Sql.instant(row, "started_at"),
            Sql.instant(row, "finished_at"),
            RunQueries.error(row.getString("error_code"), row.getString("error_message"))));
    return true;
  }

  Map<String, String> outputs() {
    return outputs;
  }

  List<StepRecord> steps(List<String> names) {
    return IntStream.range(0, names.size()).mapToObj(i -> step(i, names.get(i))).toList();
  }

  private StepRecord step(int position, String name) {
    StepRecord step = done.get(position);
    return step == null
        ? new StepRecord(name, StepState.PENDING, 0, null, null, Optional.empty())
        : new StepRecord(
            name,
            state(states.get(position), undone.get(position)),
            step.attempts(),
            step.startedAt(),
            step.finishedAt(),
            step.error());
  }

  private static StepState state(
      StoredStep.@Nullable State forward, StoredStep.@Nullable State backward) {
    if (forward == null) {
      return StepState.PENDING;
    }
    if (backward != null && backward != StoredStep.State.DONE) {
      return backward == StoredStep.State.FAILED ? StepState.UNDO_FAILED : StepState.UNDOING;
    }
    return switch (forward) {
      case QUEUED, WAITING -> StepState.WAITING;
      case RUNNING, POLLING, RETRYING -> StepState.RUNNING;
      case DONE -> backward == null ? StepState.DONE : StepState.UNDONE;
      case FAILED -> StepState.FAILED;
      case CANCELLED -> StepState.CANCELLED;
    };
  }
}
