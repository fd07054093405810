package io.leasehold.provisioning.plan;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database, and nodes that are closed after each test. */
abstract class PlanTestBase {

  static final RetryPolicy QUICK =
      RetryPolicy.exponential(Duration.ofMillis(10), Duration.ofMillis(50), 3);
  static final Duration LONG = Duration.ofMinutes(10);

  private static final AtomicInteger KEYS = new AtomicInteger();

  private final List<PlanRunner> nodes = new ArrayList<>();
  PlanDatabase database;

  @BeforeEach
  void openDatabase() {
    database = PlanDatabase.fresh();
  }

  @AfterEach
  void closeEverything() {
    nodes.forEach(PlanRunner::close);
    database.close();
  }

  PlanRunner node(Plan... plans) {
    return node(settings("node-" + (nodes.size() + 1)).plans(List.of(plans)));
  }

  PlanRunner node(DbSchedulerPlanRunner.Builder settings) {
    PlanRunner node = settings.start();
    nodes.add(node);
    return node;
  }

  DbSchedulerPlanRunner.Builder settings(String name) {
    return DbSchedulerPlanRunner.builder(database.dataSource())
        .node(name)
        .pollInterval(Duration.ofMillis(50))
        .shutdownWait(Duration.ofSeconds(5));
  }

  static StartKey key() {
    return StartKey.of("key-" + KEYS.incrementAndGet());
  }

  static RunId start(PlanRunner node, String plan) {
    return node.start(plan, key(), Map.of());
  }

  PlanRun until(PlanRunner node, RunId run, RunStatus status) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> node.find(run).orElseThrow().status() == status);
    return node.find(run).orElseThrow();
  }

  static StepState state(PlanRun run, String step) {
    return run.step(step).orElseThrow().state();
  }

  /** A plan of one step that succeeds. */
  static Plan simple(String name) {
    return Plan.named(name, 1).step(Step.named("only").does(step -> StepOutcome.done())).build();
  }
}
