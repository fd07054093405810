package io.leasehold.labs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.demo.LabsOptions;
import io.leasehold.labs.demo.server.LabsNode;
import io.leasehold.labs.it.support.Answer;
import io.leasehold.labs.it.support.LabsClient;
import io.leasehold.labs.it.support.PlanJournal;
import io.leasehold.labs.it.support.Waiting;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.postgres.PostgresTenantAdministration;
import io.leasehold.tenancy.postgres.PostgresTenantChanges;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * A tenant is suspended while its learners work, on two nodes that nobody tells but the database.
 */
class SuspensionIT {

  /** What the registry states, and a second. */
  private static final Duration BOUND = PostgresTenantChanges.BOUND.plusSeconds(1);

  @Test
  @Tag("mistake-27")
  void bothNodesRefuseStreamsEndAccountsAreTakenBackAndKeysStopWorking() {
    LabsOptions options =
        LabsOptions.onFreePorts(Path.of("target", "labs-suspension").toAbsolutePath())
            .withNodes(2)
            .withSetting("LABS_POOL_TARGET", "1")
            .withSetting("LABS_POOL_MAX", "1")
            .withSetting("LABS_POOL_POLL", "200ms")
            .withProgress(System.out::println);
    try (LabsEnvironment labs = LabsEnvironment.start(options)) {
      LabsNode one = labs.nodes().get(0);
      LabsNode other = labs.nodes().get(1);
      LabsClient bob = LabsClient.with(one, "globex", labs.signIn().signIn("bob"));
      LabsClient barbara = LabsClient.with(other, "globex", labs.signIn().signIn("barbara"));
      LabsClient ada = LabsClient.with(other, "acme", labs.signIn().signIn("ada"));
      AwsSessionCredentials keys = keys(bob.get(access(bob.startAndWait("first-table"))));
      assertThat(account(labs, keys)).isNotBlank();
      String queued = barbara.start("first-table").field("id");
      CompletableFuture<Long> stream =
          CompletableFuture.supplyAsync(
              () -> read(barbara, "/api/operations/" + queued + "/events"));

      new PostgresTenantAdministration(labs.database().as(labs.database().platform()))
          .suspend(TenantId.of("globex"));
      Instant suspended = Instant.now();

      refused("the first node", bob);
      refused("the second node", barbara);
      System.out.printf("both nodes refuse after %s%n", Duration.between(suspended, Instant.now()));
      Waiting.until("the stream ends", BOUND, stream::isDone, done -> done);
      System.out.printf("the stream ended after %s%n", Duration.between(suspended, Instant.now()));
      assertThat(ada.get("/api/labs").status()).as("another tenant").isEqualTo(200);

      PlanJournal journal = new PlanJournal(labs.database().as(labs.database().platform()));
      Waiting.until(
          "no lease of globex is left",
          Duration.ofSeconds(60),
          () ->
              journal.column(
                  "select distinct state || ' ' || end_reason from leasehold_provisioning.lease"
                      + " where tenant = 'globex'"),
          states -> states.equals(List.of("ENDED TENANT_SUSPENDED")));
      assertThatThrownBy(() -> account(labs, keys)).isInstanceOf(StsException.class);
    }
  }

  private static void refused(String what, LabsClient member) {
    Answer answer =
        Waiting.until(
            what + " refuses", BOUND, () -> member.get("/api/labs"), a -> a.status() != 200);
    assertThat(answer.status()).isEqualTo(403);
  }

  private static long read(LabsClient reader, String path) {
    try (var lines = reader.follow(path)) {
      return lines.count();
    } catch (UncheckedIOException cutOff) {
      return -1;
    }
  }

  private static String access(String run) {
    return "/api/lab-runs/" + run + "/access";
  }

  private static AwsSessionCredentials keys(Answer access) {
    return AwsSessionCredentials.create(
        access.field("accessKeyId"), access.field("secretAccessKey"), access.field("sessionToken"));
  }

  private static String account(LabsEnvironment labs, AwsSessionCredentials keys) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(labs.simulator().access().endpoint())
            .region(Region.of(labs.simulator().access().region()))
            .credentialsProvider(StaticCredentialsProvider.create(keys))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      return sts.getCallerIdentity().account();
    }
  }
}
