package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database goes down without ceremony while runs are in progress, and comes back. */
@Timeout(120)
class DatabaseCrashIT {

  private static final int RUNS = 20;
  private static final int STEPS = 6;

  @TempDir Path folder;

  @Test
  @Tag("failure-04")
  void afterAnImmediateStopOfTheDatabaseAllRunsFinishAndNoFinishedStepRunsTwice() throws Exception {
    Path data = folder.resolve("data");
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("synchronous_commit", "on")
                .start();
        HikariDataSource pool =
            PlanDatabase.pool(postgres.getJdbcUrl("postgres", "postgres"), 14)) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(PlanDatabase.script());
      }
      // Outside the database, as the effects of a step are.
      Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
      try (PlanRunner node =
          DbSchedulerPlanRunner.builder(pool).node("node").plan(plan(executions)).start()) {
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
          runs.add(node.start("crash", StartKey.of("k" + i), Map.of()));
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> executions.size() >= 2 * RUNS);

        restartAtOnce(data);

        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .until(() -> node.list(RunStatus.DONE, 100).size() == RUNS);
        for (RunId run : runs) {
          for (StepRecord step : node.find(run).orElseThrow().steps()) {
            assertThat(executions.get(run + " " + step.name()))
                .as("executions of %s in %s", step.name(), run)
                .satisfies(count -> assertThat(count.get()).isBetween(1, step.attempts()));
          }
        }
      }
    }
  }

  private static Plan plan(Map<String, AtomicInteger> executions) {
    Plan.Builder plan = Plan.named("crash", 1);
    for (int i = 1; i <= STEPS; i++) {
      String name = "s" + i;
      plan.step(
          Step.named(name)
              .does(
                  step -> {
                    executions
                        .computeIfAbsent(step.runId() + " " + name, key -> new AtomicInteger())
                        .incrementAndGet();
                    Thread.sleep(30);
                    return StepOutcome.done();
                  }));
    }
    return plan.build();
  }

  /** {@code pg_ctl restart -m immediate}: no checkpoint, clients are cut off, recovery at start. */
  private static void restartAtOnce(Path data) throws Exception {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    String postgres = ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow();
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it does not notice.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(
            new File(new File(postgres).getParentFile(), "pg_ctl").getPath(),
            "-D",
            data.toString(),
            "-m",
            "immediate",
            "-w",
            "restart"));
    Process restart =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling("restart.log").toFile())
            .start();
    assertThat(restart.waitFor()).isZero();
  }
}
