package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanVersionTest extends PlanTestBase {

  @Test
  void aRunStaysOnItsVersionAndNewRunsTakeTheNewest() {
    PlanRunner old = node(version(1));
    RunId first = start(old, "change");
    until(old, first, RunStatus.WAITING);
    old.close();

    PlanRunner both = node(version(1), version(2));
    RunId second = start(both, "change");
    both.signal(first, "go", Map.of());
    both.signal(second, "go", Map.of());

    assertThat(until(both, first, RunStatus.DONE).data()).containsEntry("version", "1");
    PlanRun newer = until(both, second, RunStatus.DONE);
    assertThat(newer.data()).containsEntry("version", "2");
    assertThat(newer.version()).isEqualTo(2);
  }

  @Test
  void aRunOfAnUnknownVersionIsLeftAloneReportedAndFinishedByANodeThatKnowsIt() {
    PlanRunner newer = node(version(2));
    RunId run = start(newer, "change");
    until(newer, run, RunStatus.WAITING);
    newer.close();

    PlanRunner older = node(version(1), simple("other"));
    older.signal(run, "go", Map.of());
    // The row is due now; this node works on other things and passes it by.
    for (int i = 0; i < 3; i++) {
      until(older, start(older, "other"), RunStatus.DONE);
    }
    assertThat(older.find(run).orElseThrow().status()).isEqualTo(RunStatus.WAITING);
    assertThat(older.unknownPlans())
        .containsExactly(new UnknownPlanRuns("change", 2, version(2).digest(), 1));

    PlanRunner knowing = node(version(1), version(2));
    assertThat(until(knowing, run, RunStatus.DONE).data()).containsEntry("version", "2");
    assertThat(older.unknownPlans()).isEmpty();
  }

  @Test
  void aPlanThatWasChangedUnderItsVersionIsRefusedWhileItsRunsLive() {
    PlanRunner node = node(version(1));
    RunId run = start(node, "change");
    until(node, run, RunStatus.WAITING);
    Plan changed =
        Plan.named("change", 1)
            .step(Step.named("new-first").does(step -> StepOutcome.done()))
            .step(Step.named("wait").does(step -> StepOutcome.done()))
            .build();

    assertThatThrownBy(() -> settings("second").plan(changed).start())
        .isInstanceOf(PlanChangedException.class)
        .hasMessageContaining("version 2");

    node.cancel(run);
    until(node, run, RunStatus.CANCELLED);
    assertThat(node(settings("second").plan(changed))).isNotNull();
  }

  @Test
  void oneVersionRegisteredTwiceIsRefused() {
    assertThatThrownBy(() -> settings("twice").plan(version(1)).plan(version(1)).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("registered twice");
  }

  private static Plan version(int version) {
    return Plan.named("change", version)
        .step(
            Step.named("wait")
                .does(
                    step ->
                        step.signal().isPresent()
                            ? StepOutcome.done(Map.of("version", "" + version))
                            : StepOutcome.await("go", LONG)))
        .build();
  }
}
