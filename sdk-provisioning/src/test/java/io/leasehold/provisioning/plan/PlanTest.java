package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Step A = Step.named("a").does(step -> StepOutcome.done());

  @Test
  void aPlanNeedsStepsWithDifferentNames() {
    assertThatThrownBy(() -> Plan.named("p", 1).build()).hasMessageContaining("no steps");
    assertThatThrownBy(() -> Plan.named("p", 1).step(A).step(A))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two steps named a");
  }

  @Test
  void namesAreSimpleWords() {
    assertThatThrownBy(() -> Step.named("Create Account"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Plan.named("p/1", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Plan.named("p", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDigestIsAboutTheShapeAndNotAboutTheTuning() {
    Plan plan = Plan.named("p", 1).step(A.permit("x", 3)).build();

    assertThat(
            Plan.named("p", 1).step(A.permit("x", 9).retry(RetryPolicy.never())).build().digest())
        .isEqualTo(plan.digest());
    assertThat(Plan.named("p", 1).step(A).build().digest()).isNotEqualTo(plan.digest());
    assertThat(Plan.named("p", 1).step(A.permit("y", 3)).build().digest())
        .isNotEqualTo(plan.digest());
    assertThat(
            Plan.named("p", 1)
                .step(A.permit("x", 3).undo(step -> StepOutcome.done()))
                .build()
                .digest())
        .isNotEqualTo(plan.digest());
  }

  @Test
  void pausesDoubleUpToTheCapAndAreSpread() {
    RetryPolicy policy = RetryPolicy.exponential(Duration.ofSeconds(1), Duration.ofSeconds(10), 9);

    assertThat(policy.pause(1, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.pause(2, 1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.pause(3, 0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.pause(5, 1)).isEqualTo(Duration.ofSeconds(10));
    assertThat(policy.pause(1_000_000, 0.5)).isEqualTo(Duration.ofMillis(7500));
    assertThat(policy.exhausted(8)).isFalse();
    assertThat(policy.exhausted(9)).isTrue();
  }

  @Test
  void outcomesCheckTheirTimes() {
    assertThatThrownBy(() -> StepOutcome.poll(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StepOutcome.await("go", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(StepOutcome.done()).isEqualTo(StepOutcome.done(Map.of()));
  }
}
