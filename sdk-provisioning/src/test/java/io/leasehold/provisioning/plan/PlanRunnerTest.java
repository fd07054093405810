package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
        .isEqualTo(
            new StepRecord("second", StepState.PENDING, 0, null, null, java.util.Optional.empty()));
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

  @Test
  void theSameKeyReturnsTheSameRunAndAnotherInputIsRefused() {
    PlanRunner node = node(simple("once"));
    StartKey key = key();
    RunId first = node.start("once", key, Map.of("a", "1", "b", "2"));

    assertThat(node.start("once", key, Map.of("b", "2", "a", "1"))).isEqualTo(first);
    assertThat(node.find("once", key)).contains(first);
    assertThatThrownBy(() -> node.start("once", key, Map.of("a", "9")))
        .isInstanceOf(StartConflictException.class)
        .hasMessageContaining(first.toString())
        .extracting("code")
        .isEqualTo("LH-PRV-101");
  }

  @Test
  void manyStartsAtOnceWithOneKeyGiveOneRun() throws Exception {
    PlanRunner one = node(simple("race"));
    PlanRunner two = node(simple("race"));
    StartKey key = key();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<RunId>> starts =
          java.util.stream.IntStream.range(0, 24)
              .<Callable<RunId>>mapToObj(
                  i -> () -> (i % 2 == 0 ? one : two).start("race", key, Map.of()))
              .toList();
      Set<RunId> runs = ConcurrentHashMap.newKeySet();
      for (Future<RunId> run : threads.invokeAll(starts)) {
        runs.add(run.get());
      }
      assertThat(runs).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Tag("invariant-09")
  void aStartJoinsTheCallersTransaction() throws Exception {
    PlanRunner node = node(simple("joined"));
    RunId run;
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      RunId lost = node.start(connection, "joined", key(), Map.of());
      connection.rollback();
      assertThat(node.find(lost)).isEmpty();

      run = node.start(connection, "joined", key(), Map.of());
      assertThat(node.find(run)).isEmpty();
      connection.commit();
    }
    until(node, run, RunStatus.DONE);
  }

  @Test
  void aConnectionWithAutoCommitIsRefused() throws Exception {
    PlanRunner node = node(simple("auto"));
    try (Connection connection = database.dataSource().getConnection()) {
      assertThatThrownBy(() -> node.start(connection, "auto", key(), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("auto-commit");
    }
  }

  @Test
  void aPlanNobodyRegisteredIsRefused() {
    PlanRunner node = node(simple("known"));

    assertThatThrownBy(() -> start(node, "unheard-of"))
        .isInstanceOf(UnknownPlanException.class)
        .hasMessageContaining("unheard-of");
  }

  @Test
  void runsAreListedByStatus() {
    PlanRunner node = node(simple("listed"));
    RunId run = start(node, "listed");
    until(node, run, RunStatus.DONE);

    assertThat(node.list(RunStatus.DONE, 10)).extracting(PlanRun::id).containsExactly(run);
    assertThat(node.list(RunStatus.RUNNING, 10)).isEmpty();
  }

  static Plan simple(String name) {
    return Plan.named(name, 1).step(Step.named("only").does(step -> StepOutcome.done())).build();
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
