package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a run that fails or is cancelled takes back. */
class PlanUndoTest extends PlanTestBase {

  @Test
  void anExhaustedStepIsUndoneInReverseTheFailedOneFirst() {
    List<String> undone = new CopyOnWriteArrayList<>();
    Plan plan =
        Plan.named("saga", 1)
            .step(undoable("a", undone))
            .step(undoable("b", undone))
            .step(
                Step.named("c")
                    .does(
                        step -> {
                          throw new IllegalStateException();
                        })
                    .retry(QUICK)
                    .undo(noted("c", undone)))
            .step(undoable("d", undone))
            .build();
    PlanRunner node = node(plan);

    PlanRun run = until(node, start(node, "saga"), RunStatus.FAILED);

    assertThat(undone).containsExactly("c", "b", "a");
    assertThat(run.error().orElseThrow().code()).isEqualTo("LH-PRV-105");
    assertThat(run.steps())
        .extracting(StepRecord::state)
        .containsExactly(StepState.UNDONE, StepState.UNDONE, StepState.FAILED, StepState.PENDING);
    assertThat(run.step("c").orElseThrow().attempts()).isEqualTo(3);
  }

  @Test
  void anUndoThatFailsForGoodIsShownAndTheOthersStillRun() {
    List<String> undone = new CopyOnWriteArrayList<>();
    Plan plan =
        Plan.named("sticky", 1)
            .step(undoable("a", undone))
            .step(
                Step.named("b")
                    .does(step -> StepOutcome.done())
                    .undo(
                        step -> {
                          throw new IllegalStateException();
                        })
                    .undoRetry(QUICK))
            .step(
                Step.named("c")
                    .does(
                        step -> {
                          throw new StepFailedException("LAB-1", "No.");
                        }))
            .build();
    PlanRunner node = node(plan);

    PlanRun run = until(node, start(node, "sticky"), RunStatus.FAILED);

    assertThat(undone).containsExactly("a");
    assertThat(state(run, "a")).isEqualTo(StepState.UNDONE);
    assertThat(state(run, "b")).isEqualTo(StepState.UNDO_FAILED);
    assertThat(run.error().orElseThrow().code()).isEqualTo("LAB-1");
  }

  @Test
  void anUndoMayPollAndWaitLikeAStep() {
    AtomicInteger looks = new AtomicInteger();
    Plan plan =
        Plan.named("patient", 1)
            .step(
                Step.named("a")
                    .does(step -> StepOutcome.done(Map.of("id", "7")))
                    .undo(
                        step -> {
                          if (looks.incrementAndGet() < 3) {
                            return StepOutcome.poll(Duration.ofMillis(10));
                          }
                          return step.signal().isPresent()
                              ? StepOutcome.done(step.data())
                              : StepOutcome.await("gone", LONG);
                        }))
            .step(Step.named("b").does(step -> StepOutcome.await("never", LONG)))
            .build();
    PlanRunner node = node(plan);
    RunId run = start(node, "patient");
    until(node, run, RunStatus.WAITING);
    node.cancel(run);
    await()
        .until(
            () ->
                database.number(
                        "select count(*) from leasehold_provisioning.plan_step where undo and state = 'WAITING'")
                    == 1);
    assertThat(state(node.find(run).orElseThrow(), "a")).isEqualTo(StepState.UNDOING);

    node.signal(run, "gone", Map.of());

    assertThat(state(until(node, run, RunStatus.CANCELLED), "a")).isEqualTo(StepState.UNDONE);
  }

  @Test
  void cancelWakesAWaitingRunAndUndoesIt() {
    List<String> undone = new CopyOnWriteArrayList<>();
    Plan plan =
        Plan.named("stop", 1)
            .step(undoable("a", undone))
            .step(
                Step.named("b")
                    .does(step -> StepOutcome.await("never", LONG))
                    .undo(noted("b", undone)))
            .step(undoable("c", undone))
            .build();
    PlanRunner node = node(plan);
    RunId run = start(node, "stop");
    until(node, run, RunStatus.WAITING);

    assertThat(node.cancel(run)).isTrue();

    PlanRun cancelled = until(node, run, RunStatus.CANCELLED);
    assertThat(undone).containsExactly("b", "a");
    assertThat(state(cancelled, "b")).isEqualTo(StepState.CANCELLED);
    assertThat(state(cancelled, "c")).isEqualTo(StepState.PENDING);
    assertThat(node.cancel(run)).isFalse();
    assertThat(node.cancel(RunId.random())).isFalse();
  }

  @Test
  void cancelBeforeALongPollDoesNotWaitForThePoll() {
    Plan plan =
        Plan.named("slow", 1).step(Step.named("poll").does(step -> StepOutcome.poll(LONG))).build();
    PlanRunner node = node(plan);
    RunId run = start(node, "slow");
    await()
        .until(
            () ->
                database.number(
                        "select count(*) from leasehold_provisioning.plan_step where state = 'POLLING'")
                    == 1);

    node.cancel(run);

    until(node, run, RunStatus.CANCELLED);
  }

  private static Step undoable(String name, List<String> undone) {
    return Step.named(name).does(step -> StepOutcome.done()).undo(noted(name, undone));
  }

  private static StepAction noted(String name, List<String> undone) {
    return step -> {
      undone.add(name);
      return StepOutcome.done();
    };
  }
}
