package io.leasehold.labs.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.demo.LabsOptions;
import io.leasehold.labs.demo.signin.SignInServer;
import io.leasehold.labs.it.support.Answer;
import io.leasehold.labs.it.support.LabsClient;
import io.leasehold.labs.it.support.PlanJournal;
import io.leasehold.labs.it.support.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole class presses Start at once, over HTTP, on a pool that is too small for it. */
class ClassStartIT {

  private static final int LEARNERS = 200;
  private static final int ACCOUNTS = 50;

  @Test
  @Tag("invariant-01")
  void fiftyGetAnAccountEachTheOthersQueueAndTheQueueDrains() throws Exception {
    LabsOptions options =
        LabsOptions.onFreePorts(Path.of("target", "labs-class").toAbsolutePath())
            .withAccountTakes(Duration.ofMillis(50))
            .withSetting("LABS_POOL_TARGET", Integer.toString(ACCOUNTS))
            .withSetting("LABS_POOL_MAX", Integer.toString(ACCOUNTS))
            .withSetting("LABS_POOL_POLL", "100ms")
            .withProgress(System.out::println);
    try (LabsEnvironment labs = LabsEnvironment.start(options)) {
      PlanJournal journal = new PlanJournal(labs.database().as(labs.database().platform()));
      Waiting.until(
          "the pool is full",
          Duration.ofMinutes(5),
          () -> inState(journal, "READY"),
          ready -> ready == ACCOUNTS);

      List<LabsClient> learners = learners(labs);
      List<Answer> started = startAtOnce(learners);
      assertThat(started).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));

      Waiting.until(
          "fifty hold an account and the others wait",
          Duration.ofMinutes(3),
          () -> leases(journal, "ACTIVE") + " " + leases(journal, "QUEUED"),
          seen -> seen.equals("50 150"));
      assertThat(
              journal.column(
                  "select account_id from leasehold_provisioning.lease where state = 'ACTIVE'"))
          .doesNotHaveDuplicates();
      assertThat(ranks(learners, started))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, LEARNERS - ACCOUNTS).boxed().toList());

      int drained = drain(learners, started);
      assertThat(drained).as("none lost").isEqualTo(LEARNERS);
      assertThat(
              journal.column(
                  "select id::text from leasehold_provisioning.lease where account is null"))
          .as("leases that never held an account")
          .isEmpty();
      Waiting.until(
          "every account is READY again",
          Duration.ofMinutes(3),
          () -> inState(journal, "READY"),
          ready -> ready == ACCOUNTS);
      assertThat(journal.column("select sum(epoch)::text from leasehold_provisioning.pool_account"))
          .as("one epoch for each lease")
          .containsExactly(Integer.toString(LEARNERS));
    }
  }

  /** Half of them learn at Acme with its own issuer, half at Globex with the shared one. */
  private static List<LabsClient> learners(LabsEnvironment labs) {
    return IntStream.rangeClosed(1, LEARNERS)
        .mapToObj(
            i ->
                i % 2 == 0
                    ? learner(labs, "acme", "acme", "learner-" + i)
                    : learner(labs, "pool", "globex", "learner-" + i))
        .toList();
  }

  private static LabsClient learner(
      LabsEnvironment labs, String issuer, String tenant, String name) {
    String token =
        labs.signIn()
            .insecureToken(
                issuer,
                name,
                SignInServer.AUDIENCE,
                Map.of("tenant_id", tenant, "groups", List.of("learner")),
                Duration.ofHours(1));
    return LabsClient.with(labs.node(1), tenant, token);
  }

  private static List<Answer> startAtOnce(List<LabsClient> learners) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(learners.size());
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Answer>> answers = new ArrayList<>();
      for (LabsClient learner : learners) {
        answers.add(
            callers.submit(
                () -> {
                  go.await();
                  return learner.start("first-bucket");
                }));
      }
      go.countDown();
      List<Answer> all = new ArrayList<>();
      for (Future<Answer> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } finally {
      callers.shutdownNow();
    }
  }

  private static List<Integer> ranks(List<LabsClient> learners, List<Answer> started) {
    List<Integer> ranks = new ArrayList<>();
    for (int i = 0; i < learners.size(); i++) {
      JsonNode operation =
          learners.get(i).get("/api/operations/" + started.get(i).field("id")).json();
      if (operation.hasNonNull("queueRank")) {
        ranks.add(operation.get("queueRank").asInt());
      }
    }
    return ranks;
  }

  /** Ends whatever runs until everybody had a turn; returns how many had. */
  private static int drain(List<LabsClient> learners, List<Answer> started) {
    Set<Integer> waiting = IntStream.range(0, learners.size()).boxed().collect(Collectors.toSet());
    Waiting.until(
        "everybody had a turn",
        Duration.ofMinutes(10),
        () -> {
          waiting.removeIf(i -> endIfRunning(learners.get(i), started.get(i)));
          return waiting.size();
        },
        left -> left == 0);
    return learners.size() - waiting.size();
  }

  private static boolean endIfRunning(LabsClient learner, Answer started) {
    String run = started.field("labRunId");
    if (!learner.get("/api/lab-runs/" + run).field("state").equals("running")) {
      return false;
    }
    return learner.post("/api/lab-runs/" + run + "/end", "").status() == 202;
  }

  private static int inState(PlanJournal journal, String state) {
    return journal
        .column("select id::text from leasehold_provisioning.pool_account where state = ?", state)
        .size();
  }

  private static int leases(PlanJournal journal, String state) {
    return journal
        .column("select id::text from leasehold_provisioning.lease where state = ?", state)
        .size();
  }
}
