package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NodeLifeTest extends PlanTestBase {

  @Test
  void aClosedNodeHandsItsRunsOnAtOnce() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    PlanRunner closing =
        node(
            settings("closing")
                .shutdownWait(Duration.ofMillis(100))
                .plan(
                    work(
                        step -> {
                          entered.countDown();
                          new CountDownLatch(1).await();
                          return StepOutcome.done();
                        })));
    RunId run = start(closing, "work");
    entered.await();

    closing.close();

    // The heartbeat of this node makes a take-over from a dead node take hours.
    PlanRunner next =
        node(
            settings("next")
                .heartbeat(Duration.ofHours(1))
                .plan(work(step -> StepOutcome.done(Map.of("attempt", "" + step.attempt())))));
    assertThat(until(next, run, RunStatus.DONE).data()).containsEntry("attempt", "2");
  }

  @Test
  void threadsOfTheContainerAreUsedAndNotShutDown() {
    ExecutorService container =
        Executors.newCachedThreadPool(work -> new Thread(work, "container-thread"));
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    AtomicReference<String> thread = new AtomicReference<>();
    try {
      PlanRunner node =
          node(
              settings("managed")
                  .executor(container)
                  .housekeeper(timer)
                  .plan(
                      work(
                          step -> {
                            thread.set(Thread.currentThread().getName());
                            return StepOutcome.done();
                          })));
      until(node, start(node, "work"), RunStatus.DONE);

      node.close();

      assertThat(thread.get()).isEqualTo("container-thread");
      assertThat(container.isShutdown()).isFalse();
      assertThat(timer.isShutdown()).isFalse();
    } finally {
      container.shutdownNow();
      timer.shutdownNow();
    }
  }

  @Test
  void plansMayUseTheRunnerThatRunsThem() {
    PlanRunner node =
        node(
            settings("self")
                .plansUsing(
                    runner ->
                        List.of(
                            simple("child"),
                            work(
                                step ->
                                    StepOutcome.done(
                                        Map.of(
                                            "child",
                                            runner
                                                .start(
                                                    "child",
                                                    StartKey.of("of-" + step.runId()),
                                                    Map.of())
                                                .toString()))))));

    PlanRun parent = until(node, start(node, "work"), RunStatus.DONE);

    until(node, RunId.of(parent.data().get("child")), RunStatus.DONE);
  }

  @Test
  void recurringWorkIsDoneByOneNodeOfTheCluster() {
    AtomicInteger done = new AtomicInteger();
    for (String name : List.of("one", "two")) {
      node(
          settings(name)
              .plan(simple("other"))
              .recurring("sweep", Duration.ofMillis(50), done::incrementAndGet));
    }

    await().atMost(Duration.ofSeconds(10)).until(() -> done.get() >= 3);

    assertThat(
            database.number(
                "select count(*) from leasehold_provisioning.scheduled_tasks where task_name = 'recurring/sweep'"))
        .isEqualTo(1);
  }

  @Test
  void finishedRunsAreForgottenAfterTheRetentionTimeAndLiveOnesAreNot() {
    PlanRunner node =
        node(
            settings("tidy")
                .retention(Duration.ofDays(1), Duration.ofMillis(50))
                .plan(simple("short"))
                .plan(
                    Plan.named("long", 1)
                        .step(Step.named("wait").does(step -> StepOutcome.await("go", LONG)))
                        .build()));
    RunId live = start(node, "long");
    StartKey key = key();
    RunId old = node.start("short", key, Map.of());
    until(node, old, RunStatus.DONE);
    RunId recent = start(node, "short");
    until(node, recent, RunStatus.DONE);
    until(node, live, RunStatus.WAITING);

    database.execute(
        "update leasehold_provisioning.plan_run set started_at = started_at - interval '2 days', finished_at = case when id = '"
            + old
            + "' then now() - interval '2 days' else finished_at end");

    await().atMost(Duration.ofSeconds(10)).until(() -> node.find(old).isEmpty());
    assertThat(node.find(recent)).isPresent();
    assertThat(node.find(live)).isPresent();
    assertThat(node.start("short", key, Map.of())).isNotEqualTo(old);
    assertThat(
            database.number(
                "select count(*) from leasehold_provisioning.plan_step where run_id = '"
                    + old
                    + "'"))
        .isZero();
  }

  @Test
  void aLongWaitIsATimeInTheDatabaseAndHoldsNoThread() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    PlanRunner node =
        node(
            settings("clock")
                .clock(now::get)
                .threads(1)
                .heartbeat(Duration.ofHours(1))
                .plan(
                    Plan.named("tomorrow", 1)
                        .step(
                            Step.named("wait")
                                .does(
                                    step ->
                                        now.get().isAfter(Instant.parse(step.input().get("until")))
                                            ? StepOutcome.done()
                                            : StepOutcome.poll(Duration.ofHours(25))))
                        .build())
                .plan(simple("other")));
    RunId run =
        node.start(
            "tomorrow", key(), Map.of("until", now.get().plus(Duration.ofDays(1)).toString()));
    await()
        .until(
            () ->
                database.number(
                        "select count(*) from leasehold_provisioning.plan_step where state = 'POLLING'")
                    == 1);
    until(node, start(node, "other"), RunStatus.DONE);

    now.set(now.get().plus(Duration.ofHours(26)));

    until(node, run, RunStatus.DONE);
  }

  private static Plan work(StepAction action) {
    return Plan.named("work", 1).step(Step.named("create").does(action)).build();
  }
}
