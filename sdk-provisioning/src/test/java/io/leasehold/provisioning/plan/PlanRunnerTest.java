package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a run goes from step to step, and what is seen of it. */
class PlanRunnerTest extends PlanTestBase {

  @Test
  void stepsRunInOrderAndReadWhatEarlierOnesHandedOn() {
    Plan plan =
        Plan.named("greet", 1)
            .step(
                Step.named("one")
                    .does(
                        step ->
                            StepOutcome.done(
                                Map.of("greeting", "Hello " + step.input().get("name")))))
            .step(
                Step.named("two")
                    .does(
                        step ->
                            StepOutcome.done(Map.of("text", step.data().get("greeting") + "!"))))
            .build();
    PlanRunner node = node(plan);

    RunId run = node.start("greet", key(), Map.of("name", "Ada"));

    PlanRun done = until(node, run, RunStatus.DONE);
    assertThat(done.data()).containsEntry("text", "Hello Ada!").containsEntry("name", "Ada");
    assertThat(done.steps()).extracting(StepRecord::name).containsExactly("one", "two");
    assertThat(done.steps()).extracting(StepRecord::state).containsOnly(StepState.DONE);
    assertThat(done.steps()).extracting(StepRecord::attempts).containsOnly(1);
    assertThat(done.finishedAt()).isNotNull();
    assertThat(
            database.number(
                "select count(*) from leasehold_provisioning.scheduled_tasks where task_name like 'plan/%'"))
        .isZero();
  }

  @Test
  void stepsNotBegunAreShownAsPending() {
    Plan plan =
        Plan.named("wait", 1)
            .step(Step.named("first").does(step -> StepOutcome.await("go", LONG)))
            .step(Step.named("second").does(step -> StepOutcome.done()))
            .build();
    PlanRunner node = node(plan);

    PlanRun run = until(node, start(node, "wait"), RunStatus.WAITING);

    assertThat(state(run, "first")).isEqualTo(StepState.WAITING);
    assertThat(run.step("second").orElseThrow())
        .isEqualTo(new StepRecord("second", StepState.PENDING, 0, null, null, Optional.empty()));
  }

  @Test
  void aPollingStepRunsAgainAndCountsAsOneAttempt() {
    AtomicInteger looks = new AtomicInteger();
    Set<Integer> attempts = ConcurrentHashMap.newKeySet();
    Plan plan =
        Plan.named("poll", 1)
            .step(
                Step.named("look")
                    .does(
                        step -> {
                          attempts.add(step.attempt());
                          return looks.incrementAndGet() < 4
                              ? StepOutcome.poll(Duration.ofMillis(10))
                              : StepOutcome.done();
                        }))
            .build();
    PlanRunner node = node(plan);

    PlanRun run = until(node, start(node, "poll"), RunStatus.DONE);

    assertThat(looks).hasValue(4);
    assertThat(attempts).containsExactly(1);
    assertThat(run.step("look").orElseThrow().attempts()).isEqualTo(1);
  }

  @Test
  void aFailingStepIsTriedAgainAndItsAttemptsAreCountedInTheDatabase() {
    List<Integer> attempts = new CopyOnWriteArrayList<>();
    Plan plan =
        Plan.named("flaky", 1)
            .step(
                Step.named("try")
                    .does(
                        step -> {
                          attempts.add(step.attempt());
                          if (step.attempt() < 3) {
                            throw new IllegalStateException("secret of the third party");
                          }
                          return StepOutcome.done();
                        })
                    .retry(QUICK))
            .build();
    PlanRunner node = node(plan);

    PlanRun run = until(node, start(node, "flaky"), RunStatus.DONE);

    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(run.step("try").orElseThrow().attempts()).isEqualTo(3);
    assertThat(run.step("try").orElseThrow().error()).isEmpty();
  }

  @Test
  void aForeignExceptionIsRecordedByItsClassOnly() {
    Plan plan =
        Plan.named("leaky", 1)
            .step(
                Step.named("leak")
                    .does(
                        step -> {
                          throw new IllegalStateException("password=hunter2");
                        })
                    .retry(RetryPolicy.never()))
            .build();
    PlanRunner node = node(plan);

    RunId run = start(node, "leaky");

    assertThat(until(node, run, RunStatus.FAILED).error().orElseThrow())
        .isEqualTo(
            new StepError(
                "LH-PRV-105",
                "The step failed 1 times in a row; last: The step threw java.lang.IllegalStateException."));
    assertThat(
            database.texts(
                "select coalesce(error_message, '') from leasehold_provisioning.plan_step"))
        .noneMatch(text -> text.contains("hunter2"));
  }

  @Test
  void aPermanentFailureIsNotTriedAgain() {
    AtomicInteger calls = new AtomicInteger();
    Plan plan =
        Plan.named("final", 1)
            .step(
                Step.named("fail")
                    .does(
                        step -> {
                          calls.incrementAndGet();
                          throw new StepFailedException("LAB-7", "E-mail address is taken.");
                        }))
            .build();
    PlanRunner node = node(plan);

    PlanRun run = until(node, start(node, "final"), RunStatus.FAILED);

    assertThat(calls).hasValue(1);
    assertThat(run.error()).contains(new StepError("LAB-7", "E-mail address is taken."));
    assertThat(run.step("fail").orElseThrow().error()).isEqualTo(run.error());
  }

  @Test
  void runsAreListedByStatus() {
    PlanRunner node = node(simple("listed"));
    RunId run = start(node, "listed");
    until(node, run, RunStatus.DONE);

    assertThat(node.list(RunStatus.DONE, 10)).extracting(PlanRun::id).containsExactly(run);
    assertThat(node.list(RunStatus.RUNNING, 10)).isEmpty();
  }
}
