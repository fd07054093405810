package io.leasehold.labs.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.demo.LabsOptions;
import io.leasehold.labs.demo.SimulatorKind;
import io.leasehold.labs.demo.server.LabsNode;
import io.leasehold.labs.it.support.LabsClient;
import io.leasehold.labs.it.support.PlanJournal;
import io.leasehold.labs.it.support.Signals;
import io.leasehold.labs.it.support.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node is killed while it provisions; the other one finishes its work. */
class TakeOverIT {

  /** Heartbeat 2 s, 4 missed: the promise of the README. */
  private static final Duration PROMISE = Duration.ofSeconds(15);

  @Test
  @Tag("failure-04")
  void theOtherNodeTakesOverAndNoFinishedStepRunsTwice() {
    LabsOptions options =
        LabsOptions.onFreePorts(Path.of("target", "labs-two-nodes").toAbsolutePath())
            .withNodes(2)
            .withSimulator(SimulatorKind.OWN_PROCESS)
            .withAccountTakes(Duration.ofSeconds(2))
            .withSetting("LABS_POOL_TARGET", "4")
            .withSetting("LABS_POOL_MAX", "8")
            .withSetting("LABS_POOL_POLL", "200ms")
            .withProgress(System.out::println);
    try (LabsEnvironment labs = LabsEnvironment.start(options)) {
      PlanJournal journal = new PlanJournal(labs.database().as(labs.database().platform()));
      List<LabsClient> learners =
          List.of(
              client(labs, "acme", "ada"),
              client(labs, "acme", "alan"),
              client(labs, "globex", "bob"),
              client(labs, "globex", "barbara"));
      List<String> operations =
          learners.stream().map(learner -> learner.start("first-table").field("id")).toList();

      LabsNode victim = freezeOneInTheMiddleOfAStep(labs, journal);
      LabsNode survivor =
          labs.nodes().stream().filter(node -> node != victim).findFirst().orElseThrow();
      List<String> orphans = journal.inTheHandsOf(victim.name());
      Map<String, String> finishedBefore = journal.finishedSteps();
      victim.kill();
      Instant killed = Instant.now();

      Waiting.until(
          "the survivor holds the work of " + victim.name(),
          PROMISE,
          () -> journal.inTheHandsOf(victim.name()),
          List::isEmpty);
      System.out.printf(
          "take-over of %d run(s) of %s after %.1f s%n",
          orphans.size(),
          victim.name(),
          Duration.between(killed, Instant.now()).toMillis() / 1000.0);

      for (int i = 0; i < learners.size(); i++) {
        learners.get(i).at(survivor).awaitSuccess(operations.get(i), Duration.ofMinutes(2));
      }
      assertThat(journal.finishedSteps())
          .as("what was finished before the kill, unchanged")
          .containsAllEntriesOf(finishedBefore);
      assertThat(
              journal.column(
                  "select email from leasehold_provisioning.pool_account where account_id is null"
                      + " and state not in ('REQUESTED', 'CREATING')"))
          .isEmpty();
      assertThat(
              journal.column(
                  "select account_id from leasehold_provisioning.lease where state = 'ACTIVE'"))
          .as("four leases on four accounts")
          .hasSize(4)
          .doesNotHaveDuplicates();
    }
  }

  private static LabsNode freezeOneInTheMiddleOfAStep(LabsEnvironment labs, PlanJournal journal) {
    return Waiting.until(
        "a node is in the middle of a step",
        Duration.ofSeconds(60),
        () ->
            labs.nodes().stream()
                .filter(node -> freezeIfBusy(node, journal))
                .findFirst()
                .orElse(null),
        node -> node != null);
  }

  private static boolean freezeIfBusy(LabsNode node, PlanJournal journal) {
    Signals.freeze(node.pid());
    if (!journal.inTheHandsOf(node.name()).isEmpty()) {
      return true;
    }
    Signals.thaw(node.pid());
    return false;
  }

  private static LabsClient client(LabsEnvironment labs, String tenant, String user) {
    return LabsClient.with(labs.node(1), tenant, labs.signIn().signIn(user));
  }
}
