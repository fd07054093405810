package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Nodes as processes of their own, with the default heartbeat of 2 seconds times 4. The tests
 * mostly wait for that heartbeat, so they do it at the same time, each with its own database and
 * nodes.
 */
@Timeout(180)
class NodeFailureIT {

  private static final String RUNS = "select count(*) from leasehold_provisioning.plan_run";

  private final List<NodeProcess> nodes = new ArrayList<>();
  private PlanDatabase database;

  @BeforeEach
  void openDatabase() {
    database = PlanDatabase.fresh();
    database.execute(PlanNodeMain.LEDGER);
  }

  @AfterEach
  void endEverything() {
    for (NodeProcess node : nodes) {
      node.close();
    }
    database.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @Tag("failure-04")
  void aKilledNodesRunIsFinishedByAnotherAndNoFinishedStepTwice() {
    twoNodes();
    nodes.get(0).start("k1", "60000");
    NodeProcess owner = ownerOfTheSlowStep();
    NodeProcess other = otherThan(owner);

    owner.kill();

    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () ->
                ledger("step = 'slow' and what = 'begin' and node = '" + other.name() + "'") == 1);
    allDone(1);
    assertThat(ledger("step = 'slow' and what = 'begin'")).isEqualTo(2);
    assertThat(ledger("step = 'slow' and what = 'end'")).isEqualTo(1);
    for (String step : List.of("s1", "s2", "s5", "s6")) {
      assertThat(ledger("what = 'begin' and step = '" + step + "'")).as(step).isEqualTo(1);
    }
    assertThat(ledger("step = 'limited'")).isEqualTo(3);
    assertThat(
            database.texts(
                "select name || ' ' || state || ' ' || attempts from leasehold_provisioning.plan_step order by position"))
        .containsExactly(
            "s1 DONE 1", "s2 DONE 1", "limited DONE 1", "slow DONE 2", "s5 DONE 1", "s6 DONE 1");
    assertNothingOfAStepHappenedAfterItWasFinished();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @Tag("failure-07")
  void aFrozenNodeThatThawsAfterTheTakeOverChangesNothing() {
    twoNodes();
    nodes.get(0).start("k1", "1000");
    NodeProcess owner = ownerOfTheSlowStep();
    owner.freeze();
    try {
      allDone(1);
    } finally {
      owner.thaw();
    }
    String data =
        "select string_agg(name || output || finished_at || attempts, ',' order by position) from leasehold_provisioning.plan_step";
    List<String> journal = database.texts(data);

    // The zombie goes on with its step, as far as the outside world goes; the journal refuses it.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> owner.logged("was taken over by another node"));

    assertThat(ledger("step = 'slow' and what = 'end'")).isEqualTo(2);
    assertThat(database.texts(data)).isEqualTo(journal);
    assertThat(ledger("step = 's5' and what = 'begin'")).isEqualTo(1);
    assertThat(journal.get(0)).contains("slow{\"slow\":\"" + otherThan(owner).name() + "\"}");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @Tag("failure-04")
  void fortyRunsOnTwoNodesOneKilledAreAllDoneWithinTheLimit() {
    twoNodes();
    for (int i = 0; i < 40; i++) {
      nodes.get(i % 2).start("k" + i, "300");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ledger("step = 'limited' and what = 'end'") >= 6);

    nodes.get(0).kill();

    allDone(40);
    assertThat(
            database.number(
                "select count(*) from leasehold_provisioning.plan_step where state = 'DONE'"))
        .isEqualTo(240);
    assertNothingOfAStepHappenedAfterItWasFinished();
    assertThat(database.number("select max(n) from most_inside"))
        .isBetween(2L, (long) PlanNodeMain.PERMITS);
    assertThat(database.number("select count(*) from leasehold_provisioning.plan_permit")).isZero();
    assertThat(database.number("select count(*) from inside")).isZero();
    assertThat(
            database.number(
                "select count(*) from leasehold_provisioning.scheduled_tasks where task_name like 'plan/%'"))
        .isZero();
  }

  private void assertNothingOfAStepHappenedAfterItWasFinished() {
    String begun =
        "select count(*) from leasehold_provisioning.plan_step s join ledger l on l.run = s.run_id::text and l.step = s.name";
    assertThat(database.number(begun + " where l.at > s.finished_at")).isZero();
    assertThat(database.number(begun + " where l.attempt > s.attempts")).isZero();
  }

  private void twoNodes() {
    nodes.add(NodeProcess.launch("node-a", database.url()));
    nodes.add(NodeProcess.launch("node-b", database.url()));
    await().atMost(Duration.ofSeconds(60)).until(() -> nodes.stream().allMatch(NodeProcess::ready));
  }

  private NodeProcess ownerOfTheSlowStep() {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ledger("step = 'slow' and what = 'begin'") == 1);
    String owner = database.texts("select node from ledger where step = 'slow'").get(0);
    return nodes.stream().filter(node -> node.name().equals(owner)).findFirst().orElseThrow();
  }

  private NodeProcess otherThan(NodeProcess node) {
    return nodes.stream().filter(other -> other != node).findFirst().orElseThrow();
  }

  private void allDone(int runs) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> database.number(RUNS + " where status = 'DONE'") == runs);
    assertThat(database.number(RUNS)).isEqualTo(runs);
  }

  private long ledger(String where) {
    return database.number("select count(*) from ledger where " + where);
  }
}
