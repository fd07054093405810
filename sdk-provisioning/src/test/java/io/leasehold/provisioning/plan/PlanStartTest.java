package io.leasehold.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a run begins: once for its key, and with its caller's transaction. */
class PlanStartTest extends PlanTestBase {

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
          IntStream.range(0, 24)
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
}
