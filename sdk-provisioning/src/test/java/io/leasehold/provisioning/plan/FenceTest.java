package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that hangs in a step without heartbeats, is declared dead, and wakes up again. */
class FenceTest extends PlanTestBase {

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch wakeUp = new CountDownLatch(1);
  private final CountDownLatch leaving = new CountDownLatch(1);
  private final AtomicReference<Exception> refusal = new AtomicReference<>();
  private final ScheduledExecutorService noHeartbeats = new ScheduledThreadPoolExecutor(1);

  @BeforeEach
  void stopTheClockOfTheFirstNode() {
    noHeartbeats.execute(
        () -> {
          try {
            wakeUp.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @AfterEach
  void letGo() {
    wakeUp.countDown();
    noHeartbeats.shutdownNow();
  }

  @Test
  @Tag("failure-07")
  void aNodeThatWasDeclaredDeadRecordsNothing() throws Exception {
    PlanRunner dead = node(quick("dead").threads(1).housekeeper(noHeartbeats).plan(hanging()));
    RunId run = start(dead, "work");
    entered.await();
    PlanRunner living = node(quick("living").plan(working()));

    PlanRun done = until(living, run, RunStatus.DONE);
    wakeUp.countDown();
    leaving.await();
    dead.close();

    assertThat(done.data())
        .containsEntry("by", "living")
        .containsEntry("attempt", "2")
        .containsEntry("after-take-over", "true");
    assertThat(living.find(run).orElseThrow()).isEqualTo(done);
    assertThat(refusal.get()).isInstanceOf(OwnershipLostException.class);
  }

  /** Sabotage: with the claim forged, nothing else stands in the way of the late result. */
  @Test
  void withAForgedClaimTheLateResultWouldBeRecorded() throws Exception {
    PlanRunner dead = node(quick("dead").threads(1).housekeeper(noHeartbeats).plan(hanging()));
    RunId run = start(dead, "work");
    entered.await();
    String row = " from leasehold_provisioning.scheduled_tasks where task_instance = '" + run + "'";
    String task = database.texts("select task_name" + row).get(0);
    long version = database.number("select version" + row);
    PlanRunner living = node(quick("living").plan(working()));
    until(living, run, RunStatus.DONE);
    database.execute(
        "insert into leasehold_provisioning.scheduled_tasks (task_name, task_instance, execution_time, picked, version, last_heartbeat) values ('"
            + task
            + "', '"
            + run
            + "', now(), true, "
            + version
            + ", now() + interval '1 hour')");

    wakeUp.countDown();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> "dead".equals(living.find(run).orElseThrow().data().get("by")));
    assertThat(refusal.get()).isNull();
  }

  private DbSchedulerPlanRunner.Builder quick(String name) {
    return settings(name).heartbeat(Duration.ofMillis(100)).missedHeartbeats(4);
  }

  private Plan hanging() {
    return Plan.named("work", 1)
        .step(
            Step.named("create")
                .does(
                    step -> {
                      entered.countDown();
                      wakeUp.await();
                      try {
                        step.requireStillOwned();
                      } catch (OwnershipLostException e) {
                        refusal.set(e);
                      }
                      leaving.countDown();
                      return StepOutcome.done(Map.of("by", "dead"));
                    }))
        .build();
  }

  private static Plan working() {
    return Plan.named("work", 1)
        .step(
            Step.named("create")
                .does(
                    step -> {
                      step.requireStillOwned();
                      return StepOutcome.done(
                          Map.of(
                              "by", "living",
                              "attempt", "" + step.attempt(),
                              "after-take-over", "" + step.afterTakeOver()));
                    }))
        .build();
  }
}
