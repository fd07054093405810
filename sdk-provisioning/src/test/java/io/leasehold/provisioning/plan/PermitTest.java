package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PermitTest extends PlanTestBase {

  private static final String HELD = "select count(*) from leasehold_provisioning.plan_permit";

  @Test
  void noMoreRunsThanTheLimitAreInsideOverPollsAndTwoNodes() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Plan plan =
        Plan.named("limited", 1)
            .step(
                Step.named("create")
                    .does(
                        step -> {
                          String key = step.runId().toString();
                          if (database.number(
                                  "select count(*) from looks where run = '" + key + "'")
                              == 0) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          }
                          database.execute("insert into looks values ('" + key + "')");
                          if (database.number(
                                  "select count(*) from looks where run = '" + key + "'")
                              < 3) {
                            return StepOutcome.poll(Duration.ofMillis(20));
                          }
                          inside.decrementAndGet();
                          return StepOutcome.done();
                        })
                    .permit("creations", 3))
            .build();
    database.execute("create table looks (run text)");
    PlanRunner one = node(plan);
    PlanRunner two = node(plan);
    for (int i = 0; i < 20; i++) {
      start(i % 2 == 0 ? one : two, "limited");
    }

    await().atMost(Duration.ofSeconds(40)).until(() -> one.list(RunStatus.DONE, 100).size() == 20);

    assertThat(most).hasValue(3);
    assertThat(database.number(HELD)).isZero();
  }

  @Test
  void aFreedPermitGoesToTheRunThatHasWaitedLongest() {
    List<RunId> order = new CopyOnWriteArrayList<>();
    PlanRunner node = node(exclusive(order, RetryPolicy.never()));
    RunId first = start(node, "exclusive");
    until(node, first, RunStatus.WAITING);
    await().until(() -> order.contains(first));
    List<RunId> queue = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RunId next = start(node, "exclusive");
      PlanRun waiting = until(node, next, RunStatus.WAITING);
      assertThat(state(waiting, "inside")).isEqualTo(StepState.WAITING);
      assertThat(waiting.step("inside").orElseThrow().attempts()).isZero();
      queue.add(next);
    }

    RunId holder = first;
    for (RunId next : queue) {
      node.signal(holder, "leave", java.util.Map.of());
      await().atMost(Duration.ofSeconds(5)).until(() -> order.contains(next));
      holder = next;
    }

    List<RunId> expected = new ArrayList<>(List.of(first));
    expected.addAll(queue);
    assertThat(order).isEqualTo(expected);
    assertThat(database.number(HELD)).isEqualTo(1);
  }

  @Test
  void cancelAndFailureFreeThePermit() {
    List<RunId> order = new CopyOnWriteArrayList<>();
    PlanRunner node = node(exclusive(order, RetryPolicy.never()));
    RunId holder = start(node, "exclusive");
    await().until(() -> order.contains(holder));
    RunId queued = start(node, "exclusive");
    RunId gaveUp = start(node, "exclusive");
    until(node, queued, RunStatus.WAITING);
    until(node, gaveUp, RunStatus.WAITING);

    node.cancel(gaveUp);
    until(node, gaveUp, RunStatus.CANCELLED);
    node.cancel(holder);
    await().atMost(Duration.ofSeconds(5)).until(() -> order.contains(queued));
    node.signal(queued, "leave", java.util.Map.of("how", "fail"));
    until(node, queued, RunStatus.FAILED);

    assertThat(order).containsExactly(holder, queued);
    assertThat(database.number(HELD)).isZero();
  }

  private static Plan exclusive(List<RunId> order, RetryPolicy retry) {
    return Plan.named("exclusive", 1)
        .step(
            Step.named("inside")
                .does(
                    step -> {
                      if (step.signal().isEmpty()) {
                        order.add(step.runId());
                        return StepOutcome.await("leave", LONG);
                      }
                      if (step.signal().get().containsKey("how")) {
                        throw new IllegalStateException();
                      }
                      return StepOutcome.done();
                    })
                .retry(retry)
                .permit("one", 1))
        .build();
  }
}
