package io.leasehold.localaws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ConcurrentModificationException;
import software.amazon.awssdk.services.organizations.model.TooManyRequestsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

class FaultsTest {

  private LocalAws aws;
  private Clients platform;

  @BeforeEach
  void start() {
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private <B extends AwsClientBuilder<B, C>, C> C once(B builder) {
    return platform
        .configured(builder)
        .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  @Test
  void a_service_throttles_in_its_own_way_and_for_so_many_calls() {
    OrganizationsClient organizations = once(OrganizationsClient.builder());
    aws.faults().throttle("organizations", "ListRoots", 2);

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(TooManyRequestsException.class)
          .isThrownBy(organizations::listRoots);
      assertThatCode(organizations::listAccounts).doesNotThrowAnyException();
    }
    assertThatCode(organizations::listRoots).doesNotThrowAnyException();
  }

  @Test
  void throttles_of_every_service_are_retried_by_the_sdk() {
    aws.faults().throttle("sts", "GetCallerIdentity", 1);
    aws.faults().throttle("dynamodb", "ListTables", 1);
    aws.faults().throttle("s3", "ListBuckets", 1);

    assertThatCode(() -> platform.sts().getCallerIdentity()).doesNotThrowAnyException();
    assertThatCode(() -> platform.dynamoDb().listTables()).doesNotThrowAnyException();
    assertThatCode(() -> platform.s3().listBuckets()).doesNotThrowAnyException();
  }

  @Test
  void an_error_can_be_given_by_name() {
    OrganizationsClient organizations = once(OrganizationsClient.builder());
    aws.faults()
        .fail("organizations", "*", 400, "ConcurrentModificationException", "Try again later.", 1);

    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(organizations::listRoots);
  }

  @Test
  void a_connection_is_reset() {
    StsClient sts = once(StsClient.builder());
    aws.faults().resetConnection("sts", "GetCallerIdentity", 1);

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(sts::getCallerIdentity);
    assertThatCode(sts::getCallerIdentity).doesNotThrowAnyException();
  }

  @Test
  void a_server_error_is_a_server_error() {
    S3Client s3 = once(S3Client.builder());
    aws.faults().serverError("s3", "ListBuckets", 1);

    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(s3::listBuckets)
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(500));
  }

  @Test
  void a_late_answer_is_late_and_still_the_real_one() {
    aws.faults().delay("sts", "GetCallerIdentity", Duration.ofSeconds(30), 1);
    StsClient hasty =
        platform
            .configured(StsClient.builder())
            .overrideConfiguration(
                c ->
                    c.apiCallAttemptTimeout(Duration.ofMillis(500))
                        .retryStrategy(r -> r.maxAttempts(1)))
            .build();

    assertThatExceptionOfType(ApiCallAttemptTimeoutException.class)
        .isThrownBy(hasty::getCallerIdentity);

    aws.faults().delay("sts", "GetCallerIdentity", Duration.ofMillis(20), 1);
    assertThat(platform.sts().getCallerIdentity().account()).isEqualTo("111122223333");
  }

  @Test
  void faults_can_be_taken_back() {
    aws.faults().serverError("sts", "*", 100);
    aws.faults().clear();

    assertThatCode(once(StsClient.builder())::getCallerIdentity).doesNotThrowAnyException();
  }

  @Test
  void what_is_not_simulated_says_so_by_name() {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> once(StsClient.builder()).getSessionToken())
        .withMessageContaining("localaws does not simulate sts:GetSessionToken");
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> once(DynamoDbClient.builder()).listBackups())
        .withMessageContaining("localaws does not simulate dynamodb:ListBackups");
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> once(S3Client.builder()).getBucketPolicy(r -> r.bucket("b-1")))
        .withMessageContaining("localaws does not simulate s3:GET bucket?policy");
  }

  @Test
  void it_listens_on_loopback_only_and_its_stubs_are_locked() throws Exception {
    HttpResponse<String> admin =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(aws.endpoint() + "/__admin/mappings")).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(aws.endpoint().getHost()).isEqualTo("127.0.0.1");
    assertThat(admin.statusCode()).isEqualTo(401);
  }

  @Test
  void a_stub_can_be_put_in_front_from_outside_with_the_management_key() throws Exception {
    String key = aws.managementAccessKeyId() + ":" + aws.managementSecretAccessKey();
    String stub =
        """
        {"priority":5,"request":{"method":"POST","url":"/",
         "headers":{"X-Amz-Target":{"contains":"ListRoots"}}},"response":{"status":503}}
        """;

    int created =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(aws.endpoint() + "/__admin/mappings"))
                    .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(UTF_8)))
                    .POST(HttpRequest.BodyPublishers.ofString(stub))
                    .build(),
                HttpResponse.BodyHandlers.discarding())
            .statusCode();

    assertThat(created).isEqualTo(201);
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> once(OrganizationsClient.builder()).listRoots())
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(503));
  }

  @Test
  void it_says_in_the_log_that_it_is_a_simulator() {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.leasehold.localaws");
    logger.addHandler(handler);
    try (LocalAws other = LocalAws.builder().start()) {
      assertThat(lines)
          .anySatisfy(
              line -> assertThat(line).contains("SIMULATOR").contains(other.endpoint().toString()));
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void two_hundred_callers_are_answered_at_once() throws Exception {
    int callers = 200;
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    CyclicBarrier barrier = new CyclicBarrier(callers);
    // One connection each, as the SDK's clients have them.
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    // Every answer is held back until long after the last question: nobody waits for a thread.
    aws.faults().delay("unknown", "unknown", Duration.ofSeconds(3), callers);
    try {
      Callable<Integer> call =
          () -> {
            barrier.await();
            return http.send(
                    HttpRequest.newBuilder(aws.endpoint()).timeout(Duration.ofSeconds(60)).build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode();
          };
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        answers.add(threads.submit(call));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(403);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
