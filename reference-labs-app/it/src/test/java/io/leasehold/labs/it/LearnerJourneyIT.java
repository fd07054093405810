package io.leasehold.labs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.demo.cloud.CloudAccess;
import io.leasehold.labs.it.support.PlanJournal;
import io.leasehold.labs.it.support.RunningLabs;
import io.leasehold.labs.it.support.Tool;
import io.leasehold.labs.it.support.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The way of a learner, in a real browser, and what the credentials on the page are worth. */
@ExtendWith(RunningLabs.class)
class LearnerJourneyIT {

  private static final Path BROWSER = Path.of("src", "test", "browser").toAbsolutePath();

  private final LabsEnvironment labs;
  private final CloudAccess cloud;
  private final PlanJournal platform;

  LearnerJourneyIT(LabsEnvironment labs) {
    this.labs = labs;
    this.cloud = labs.simulator().access();
    this.platform = new PlanJournal(labs.database().as(labs.database().platform()));
  }

  @BeforeAll
  static void installTheBrowser(@TempDir Path folder) throws InterruptedException {
    try (Tool npm =
        Tool.start(BROWSER, folder.resolve("npm.log"), "npm", "ci", "--no-audit", "--no-fund")) {
      assertThat(npm.await(300)).as(npm.output()).isZero();
    }
  }

  @Test
  @Tag("invariant-03")
  void aLearnerSignsInStartsALabUsesTheAccountAndEndsIt(@TempDir Path folder) throws Exception {
    Path seen = folder.resolve("seen.json");
    Path goOn = folder.resolve("go-on");
    Map<String, Long> epochsBefore = epochs();
    try (Tool browser =
        Tool.start(
            BROWSER,
            folder.resolve("browser.log"),
            "node",
            "learner.mjs",
            "--base",
            labs.url("acme"),
            "--user",
            "ada",
            "--lab",
            "Your first bucket",
            "--out",
            seen.toString(),
            "--go",
            goOn.toString())) {
      JsonNode page = awaitAccess(browser, seen);
      assertThat(finished(page.get("steps")))
          .containsExactly(
              "reserve-account", "apply-guardrails", "create-access", "deploy-content", "ready");
      String account = page.at("/access/accountId").asText();
      AwsSessionCredentials learner =
          AwsSessionCredentials.create(
              page.at("/access/accessKeyId").asText(),
              page.at("/access/secretAccessKey").asText(),
              page.at("/access/sessionToken").asText());
      assertThat(callerAccount(learner)).isEqualTo(account);
      createBucket(learner, "made-by-ada-" + account);

      Files.writeString(goOn, "end the lab");
      assertThat(browser.await(180)).as(browser.output()).isZero();

      Waiting.until(
          "account " + account + " is READY again",
          Duration.ofMinutes(2),
          () ->
              platform.column(
                  "select state from leasehold_provisioning.pool_account where account_id = ?",
                  account),
          List.of("READY")::equals);
      assertThat(epochs().get(account)).isEqualTo(epochsBefore.getOrDefault(account, 0L) + 1);
      assertThat(transitions(account))
          .as("denied, cleaned and verified, in this order")
          .endsWith("DRAINING", "CLEANING", "BASELINING", "VERIFYING", "COOLING", "READY");
      assertThat(buckets(account)).isEmpty();
      assertThatThrownBy(() -> callerAccount(learner)).isInstanceOf(AwsServiceException.class);
      assertThatThrownBy(() -> createBucket(learner, "too-late-" + account))
          .isInstanceOf(AwsServiceException.class);
    }
  }

  private JsonNode awaitAccess(Tool browser, Path seen) throws IOException {
    Waiting.until(
        "the browser has read the access panel",
        Duration.ofMinutes(3),
        () -> {
          if (browser.failed()) {
            throw new IllegalStateException("the browser gave up: " + browser.output());
          }
          return Files.exists(seen);
        },
        Boolean::booleanValue);
    return new ObjectMapper().readTree(Files.readString(seen));
  }

  /** The steps that the page has shown as done, in the order in which it did. */
  private static List<String> finished(JsonNode steps) {
    return StreamSupport.stream(steps.spliterator(), false)
        .filter(step -> step.get("state").asText().equals("done"))
        .map(step -> step.get("step").asText())
        .toList();
  }

  private Map<String, Long> epochs() {
    return platform
        .column(
            "select account_id || '=' || epoch from leasehold_provisioning.pool_account"
                + " where account_id is not null")
        .stream()
        .map(row -> row.split("=", 2))
        .collect(Collectors.toMap(row -> row[0], row -> Long.valueOf(row[1])));
  }

  private List<String> transitions(String account) {
    return platform.column(
        "select to_state from leasehold_provisioning.account_transition t"
            + " join leasehold_provisioning.pool_account a on a.id = t.account"
            + " where a.account_id = ? order by t.seq",
        account);
  }

  /** What is left in the account, seen by the platform. */
  private List<String> buckets(String account) {
    AwsCredentialsProvider keys =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(cloud.accessKeyId(), cloud.secretAccessKey()));
    try (StsClient sts = client(StsClient.builder(), keys)) {
      Credentials administrator =
          sts.assumeRole(
                  assume ->
                      assume
                          .roleArn(
                              "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole")
                          .roleSessionName("look-around"))
              .credentials();
      try (S3Client s3 =
          client(
              S3Client.builder().forcePathStyle(true),
              StaticCredentialsProvider.create(
                  AwsSessionCredentials.create(
                      administrator.accessKeyId(),
                      administrator.secretAccessKey(),
                      administrator.sessionToken())))) {
        return s3.listBuckets().buckets().stream().map(Bucket::name).toList();
      }
    }
  }

  private String callerAccount(AwsSessionCredentials learner) {
    try (StsClient sts = client(StsClient.builder(), StaticCredentialsProvider.create(learner))) {
      return sts.getCallerIdentity().account();
    }
  }

  private void createBucket(AwsSessionCredentials learner, String name) {
    try (S3Client s3 =
        client(
            S3Client.builder().forcePathStyle(true), StaticCredentialsProvider.create(learner))) {
      s3.createBucket(create -> create.bucket(name));
    }
  }

  /** A plain client of the AWS SDK: nothing of ours between the caller and the wire. */
  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder, AwsCredentialsProvider identity) {
    return builder
        .endpointOverride(cloud.endpoint())
        .region(Region.of(cloud.region()))
        .credentialsProvider(identity)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
