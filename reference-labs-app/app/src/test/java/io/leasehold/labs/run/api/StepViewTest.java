package io.leasehold.labs.run.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.provisioning.plan.StepError;
import io.leasehold.provisioning.plan.StepRecord;
import io.leasehold.provisioning.plan.StepState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepViewTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PENDING,pending",
    "RUNNING,running",
    "WAITING,waiting",
    "DONE,done",
    "FAILED,failed",
    "CANCELLED,pending",
    "UNDOING,pending",
    "UNDONE,pending",
    "UNDO_FAILED,failed"
  })
  void everyStateHasAWord(StepState state, String word) {
    assertThat(StepView.of(step(state, Optional.empty())).state()).isEqualTo(word);
  }

  @Test
  void theStepThatFailedStaysTheOneAfterItWasTakenBack() {
    StepRecord step = step(StepState.UNDONE, Optional.of(new StepError("LH-1", "no")));

    assertThat(StepView.of(step).state()).isEqualTo("failed");
  }

  @Test
  void whatWasTakenBackHasNoTimes() {
    assertThat(StepView.of(step(StepState.UNDONE, Optional.empty())).startedAt()).isNull();
    assertThat(StepView.of(step(StepState.DONE, Optional.empty())).startedAt()).isEqualTo(START);
  }

  private static StepRecord step(StepState state, Optional<StepError> error) {
    return new StepRecord("reserve-account", state, 1, START, START, error);
  }
}
