package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes whose connections break at any statement and any commit. */
class BrokenConnectionsTest extends PlanTestBase {

  private static final int RUNS = 30;
  private static final RetryPolicy PATIENT =
      RetryPolicy.exponential(Duration.ofMillis(5), Duration.ofMillis(50), 1_000);

  private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @Tag("failure-04")
  void everyRunEndsAsItShouldAndNoRecordedStepRunsAgain(long seed) {
    UnreliableDataSource unreliable = new UnreliableDataSource(database.dataSource(), seed, 0.03);
    PlanRunner reliable = node(settings("calm").plan(simple("other")).pollInterval(LONG));
    PlanRunner one = node(unreliable, "one");
    PlanRunner two = node(unreliable, "two");
    List<RunId> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      StartKey key = StartKey.of(seed + "-" + i);
      PlanRunner node = i % 2 == 0 ? one : two;
      Map<String, String> input = Map.of("fail", "" + key.value().endsWith("7"));
      RunId run = insist(() -> node.start("rough", key, input));
      runs.add(run);
      if (i % 10 == 3) {
        insist(() -> node.cancel(run));
      }
      insist(() -> node.signal(run, "go", Map.of()));
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                database.number(
                        "select count(*) from leasehold_provisioning.plan_run where finished_at is null")
                    == 0);
    unreliable.calmDown();

    for (RunId run : runs) {
      PlanRun ended = reliable.find(run).orElseThrow();
      assertThat(ended.status()).isIn(RunStatus.DONE, RunStatus.FAILED, RunStatus.CANCELLED);
      if (ended.status() == RunStatus.DONE) {
        assertThat(ended.steps()).extracting(StepRecord::state).containsOnly(StepState.DONE);
      } else {
        assertThat(state(ended, "enter"))
            .isIn(StepState.UNDONE, StepState.PENDING, StepState.CANCELLED);
      }
      for (StepRecord step : ended.steps()) {
        AtomicInteger count = executions.getOrDefault(run + " " + step.name(), new AtomicInteger());
        assertThat(count.get()).as("%s of %s", step, run).isLessThanOrEqualTo(step.attempts());
      }
    }
    assertThat(reliable.list(RunStatus.FAILED, 100)).isNotEmpty();
    assertThat(reliable.list(RunStatus.CANCELLED, 100)).isNotEmpty();
    assertThat(reliable.list(RunStatus.DONE, 100)).hasSizeGreaterThan(RUNS / 2);
    assertThat(database.number("select count(*) from leasehold_provisioning.plan_permit")).isZero();
    assertThat(
            database.number(
                "select count(*) from leasehold_provisioning.scheduled_tasks where task_name like 'plan/%'"))
        .isZero();
  }

  private PlanRunner node(UnreliableDataSource unreliable, String name) {
    DbSchedulerPlanRunner.Builder settings =
        DbSchedulerPlanRunner.builder(unreliable)
            .node(name)
            .pollInterval(Duration.ofMillis(20))
            .heartbeat(Duration.ofMillis(100))
            .plan(plan());
    return insist(() -> node(settings));
  }

  /** Again until the connection holds. */
  private static <T> T insist(Callable<T> call) {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(call, Objects::nonNull);
  }

  private Plan plan() {
    return Plan.named("rough", 1)
        .step(
            Step.named("enter")
                .does(step -> counted(step, "enter"))
                .undo(step -> StepOutcome.done())
                .retry(PATIENT))
        .step(
            Step.named("limited")
                .does(step -> counted(step, "limited"))
                .permit("rough", 2)
                .retry(PATIENT))
        .step(
            Step.named("wait")
                .does(
                    step ->
                        step.signal().isPresent()
                            ? counted(step, "wait")
                            : StepOutcome.await("go", LONG))
                .retry(PATIENT))
        .step(
            Step.named("leave")
                .does(
                    step -> {
                      if (step.input().get("fail").equals("true")) {
                        throw new StepFailedException("LAB-9", "Told to.");
                      }
                      return counted(step, "leave");
                    })
                .retry(PATIENT))
        .build();
  }

  private StepOutcome counted(StepContext step, String name) {
    executions
        .computeIfAbsent(step.runId() + " " + name, key -> new AtomicInteger())
        .incrementAndGet();
    return StepOutcome.done();
  }
}
