package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SignalTest extends PlanTestBase {

  @Test
  void aSignalWakesTheRunThatWaitsForIt() {
    PlanRunner node = node(waiting("approval", LONG));
    RunId run = start(node, "approval");
    until(node, run, RunStatus.WAITING);

    assertThat(node.signal(run, "approved", Map.of("by", "ada"))).isTrue();

    assertThat(until(node, run, RunStatus.DONE).data()).containsEntry("by", "ada");
    assertThat(node.signal(run, "approved", Map.of())).isFalse();
    assertThat(node.signal(RunId.random(), "approved", Map.of())).isFalse();
  }

  @Test
  void aSignalThatCameEarlyIsKept() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    Plan plan =
        Plan.named("early", 1)
            .step(
                Step.named("busy")
                    .does(
                        step -> {
                          sent.await();
                          return StepOutcome.done();
                        }))
            .step(wait("wait", LONG))
            .build();
    PlanRunner node = node(plan);
    RunId run = start(node, "early");
    node.signal(run, "approved", Map.of("by", "bob"));
    sent.countDown();

    assertThat(until(node, run, RunStatus.DONE).data()).containsEntry("by", "bob");
  }

  @Test
  void eachWaitTakesOneSignalInTheOrderSent() {
    List<String> taken = new CopyOnWriteArrayList<>();
    Plan plan =
        Plan.named("two", 1)
            .step(
                Step.named("both")
                    .does(
                        step -> {
                          step.signal().ifPresent(payload -> taken.add(payload.get("n")));
                          return taken.size() < 2
                              ? StepOutcome.await("approved", LONG)
                              : StepOutcome.done();
                        }))
            .build();
    PlanRunner node = node(plan);
    RunId run = start(node, "two");
    until(node, run, RunStatus.WAITING);
    node.signal(run, "other", Map.of("n", "0"));
    node.signal(run, "approved", Map.of("n", "1"));
    node.signal(run, "approved", Map.of("n", "2"));

    until(node, run, RunStatus.DONE);

    assertThat(taken).containsExactly("1", "2");
  }

  @Test
  void aFailureAfterTheSignalStillHasTheSignal() {
    Plan plan =
        Plan.named("again", 1)
            .step(
                Step.named("wait")
                    .does(
                        step -> {
                          if (step.signal().isPresent() && step.attempt() < 2) {
                            throw new IllegalStateException();
                          }
                          return step.signal().isPresent()
                              ? StepOutcome.done(step.signal().get())
                              : StepOutcome.await("approved", LONG);
                        })
                    .retry(QUICK))
            .build();
    PlanRunner node = node(plan);
    RunId run = start(node, "again");
    node.signal(run, "approved", Map.of("by", "cy"));

    assertThat(until(node, run, RunStatus.DONE).data()).containsEntry("by", "cy");
  }

  @Test
  void aSignalThatDoesNotComeFailsTheStepWithItsCode() {
    PlanRunner node = node(waiting("late", Duration.ofMillis(100)));

    PlanRun run = until(node, start(node, "late"), RunStatus.FAILED);

    assertThat(run.error().orElseThrow().code()).isEqualTo("LH-PRV-106");
    assertThat(run.error().orElseThrow().message()).contains("approved");
  }

  @Test
  @Tag("invariant-09")
  void aSignalJoinsTheCallersTransaction() throws Exception {
    PlanRunner node = node(waiting("joined", LONG));
    RunId run = start(node, "joined");
    until(node, run, RunStatus.WAITING);
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      node.signal(connection, run, "approved", Map.of("by", "nobody"));
      connection.rollback();
      assertThat(database.number("select count(*) from leasehold_provisioning.plan_signal"))
          .isZero();
      node.signal(connection, run, "approved", Map.of("by", "eve"));
      connection.commit();
    }

    assertThat(until(node, run, RunStatus.DONE).data()).containsEntry("by", "eve");
  }

  @Test
  void signalsAndWaitsThatMeetAreNeverMissed() {
    PlanRunner one = node(waiting("meet", LONG));
    PlanRunner two = node(waiting("meet", LONG));
    List<RunId> runs =
        java.util.stream.IntStream.range(0, 60)
            .mapToObj(
                i -> {
                  RunId run = start(i % 2 == 0 ? one : two, "meet");
                  // No pause: some signals come before, some during and some after the wait begins.
                  two.signal(run, "approved", Map.of("by", "x"));
                  return run;
                })
            .toList();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> one.list(RunStatus.DONE, 100).size() == runs.size());
  }

  private static Plan waiting(String name, Duration timeout) {
    return Plan.named(name, 1).step(wait("wait", timeout)).build();
  }

  private static Step wait(String name, Duration timeout) {
    return Step.named(name)
        .does(
            step ->
                step.signal().isPresent()
                    ? StepOutcome.done(step.signal().get())
                    : StepOutcome.await("approved", timeout));
  }
}
