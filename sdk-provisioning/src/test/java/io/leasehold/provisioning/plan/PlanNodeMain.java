package io.leasehold.provisioning.plan;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One node as a process: reads lines "key input" and starts a run for each. Ends when its input
 * ends, so it never outlives the test.
 *
 * <p>Each step writes to a ledger before and after its work, in transactions of its own, as an
 * outside system would see it.
 */
final class PlanNodeMain {

  static final String PLAN = "six-steps";
  static final int PERMITS = 5;
  static final String LEDGER =
      """
      create table ledger (run text, step text, what text, node text, attempt int, at timestamptz default clock_timestamp());
      create table inside (run text primary key);
      create table most_inside (n int);
      """;

  private final DataSource dataSource;
  private final String node;

  private PlanNodeMain(DataSource dataSource, String node) {
    this.dataSource = dataSource;
    this.node = node;
  }

  public static void main(String[] args) throws IOException {
    try (HikariDataSource dataSource = PlanDatabase.pool(args[1], 14)) {
      PlanNodeMain main = new PlanNodeMain(dataSource, args[0]);
      try (PlanRunner runner =
          DbSchedulerPlanRunner.builder(dataSource)
              .node(args[0])
              .plan(main.plan())
              .shutdownWait(Duration.ofSeconds(1))
              .start()) {
        System.out.println("node ready");
        main.read(runner);
      }
    }
  }

  private void read(PlanRunner runner) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        int blank = line.indexOf(' ');
        runner.start(
            PLAN,
            StartKey.of(line.substring(0, blank)),
            Map.of("slow-millis", line.substring(blank + 1)));
      }
    }
  }

  private Plan plan() {
    return Plan.named(PLAN, 1)
        .step(Step.named("s1").does(step -> work(step, "s1", 20)))
        .step(Step.named("s2").does(step -> work(step, "s2", 20)))
        .step(
            Step.named("limited")
                .does(this::limited)
                .permit("limited", PERMITS)
                .retry(RetryPolicy.exponential(Duration.ofMillis(50), Duration.ofSeconds(1), 100)))
        .step(Step.named("slow").does(step -> work(step, "slow", slow(step))))
        .step(Step.named("s5").does(step -> work(step, "s5", 20)))
        .step(Step.named("s6").does(step -> work(step, "s6", 20)))
        .build();
  }

  /** Slow only for the first node that comes here. */
  private static long slow(StepContext step) {
    return step.afterTakeOver() ? 20 : Long.parseLong(step.input().get("slow-millis"));
  }

  private StepOutcome work(StepContext step, String name, long millis) throws Exception {
    ledger(step, name, "begin");
    Thread.sleep(millis);
    ledger(step, name, "end");
    return StepOutcome.done(Map.of(name, node));
  }

  /** Comes in, is looked at twice, goes out; an outside system counts who is in. */
  private StepOutcome limited(StepContext step) throws Exception {
    int looks = count("select count(*) from ledger where step = 'limited' and run = ?", step);
    if (looks == 0) {
      update("insert into inside values (?) on conflict do nothing", step);
      update("insert into most_inside select count(*) from inside where run = ? or true", step);
    }
    ledger(step, "limited", looks < 2 ? "look" : "end");
    if (looks < 2) {
      return StepOutcome.poll(Duration.ofMillis(200));
    }
    update("delete from inside where run = ?", step);
    return StepOutcome.done(Map.of("limited", node));
  }

  private void ledger(StepContext step, String name, String what) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into ledger (run, step, what, node, attempt) values (?, ?, ?, ?, ?)")) {
      insert.setString(1, step.runId().toString());
      insert.setString(2, name);
      insert.setString(3, what);
      insert.setString(4, node);
      insert.setInt(5, step.attempt());
      insert.executeUpdate();
    }
  }

  private void update(String sql, StepContext step) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, step.runId().toString());
      statement.executeUpdate();
    }
  }

  private int count(String sql, StepContext step) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, step.runId().toString());
      var rows = statement.executeQuery();
      rows.next();
      return rows.getInt(1);
    }
  }
}
