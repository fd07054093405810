package io.leasehold.isolation.aws;

import static io.leasehold.isolation.aws.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.aws.LoopbackAws.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.signer.NoOpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/** Each guard of the clients switched off: the attack that it stops then succeeds. */
@Timeout(60)
class ClientGuardsSabotageTest {

  private static final TenantCredentials ACMES = DroppedOverrides.ACMES;
  private static final CredentialSource SOURCE =
      request -> CompletableFuture.completedFuture(ACMES);

  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  @Tag("attack-E04")
  @Tag("attack-E02")
  void without_the_look_at_its_kind_a_client_behind_a_facade_signs_as_the_platform() {
    try (S3AsyncClient multipart =
        Protection.NONE
            .on(shared.s3Async(), SharedClients.PLATFORM)
            .multipartEnabled(true)
            .multipartConfiguration(m -> m.thresholdInBytes(1024L).minimumPartSizeInBytes(1024L))
            .build()) {
      // TenantClients.scoped would refuse it.
      new TenantInvocation<>(S3AsyncClient.class, multipart, SOURCE, () -> ACME)
          .facade()
          .putObject(p -> p.bucket("b").key("acme/k"), AsyncRequestBody.fromBytes(new byte[4096]))
          .join();
    }

    assertThat(aws.signers()).isNotEmpty().containsOnly("PLATFORM");
  }

  @Test
  @Tag("attack-E20")
  @SuppressWarnings("deprecation") // still honoured by the SDK
  void without_the_guard_an_unsigned_request_leaves() {
    ListTablesRequest unsigned =
        ListTablesRequest.builder()
            .overrideConfiguration(
                AwsRequestOverrideConfiguration.builder().signer(new NoOpSigner()).build())
            .build();

    Protection.REFUSING_BASE_ONLY
        .on(shared.dynamoDb(), SharedClients.PLATFORM)
        .build()
        .listTables((ListTablesRequest) TenantOverride.bind(unsigned, ACMES));

    assertThat(aws.signers()).containsExactly("none");
  }

  @Test
  @Tag("attack-E08")
  void binding_that_does_not_keep_what_the_caller_said_loses_it() {
    AwsRequestOverrideConfiguration callers =
        AwsRequestOverrideConfiguration.builder().putHeader("x-mine", "lost").build();
    ListTablesRequest asked = ListTablesRequest.builder().overrideConfiguration(callers).build();
    var fresh = TenantOverride.bind(ListTablesRequest.builder().build(), ACMES);

    TenantClients.prepare(shared.dynamoDb())
        .build()
        .listTables(
            asked.toBuilder()
                .overrideConfiguration(fresh.overrideConfiguration().orElseThrow())
                .build());

    assertThat(aws.seen().get(0).headers()).doesNotContainKey("x-mine");
  }

  @Test
  @Tag("attack-D23")
  void a_presigner_of_the_sdk_signs_for_longer_than_its_credentials_live() {
    Instant end = Instant.now().plus(Duration.ofMinutes(10));
    TenantCredentials ending = new TenantCredentials(ACME, "ASIA-ACME", "s", "t", end);
    try (S3Presigner presigner =
        S3Presigner.builder()
            .credentialsProvider(StaticCredentialsProvider.create(ending.forAwsSdk()))
            .region(Region.EU_CENTRAL_1)
            .build()) {
      PresignedGetObjectRequest presigned =
          presigner.presignGetObject(
              p ->
                  p.signatureDuration(Duration.ofDays(7))
                      .getObjectRequest(g -> g.bucket("b").key("acme/k")));

      assertThat(presigned.expiration()).isAfter(end.plus(Duration.ofDays(6)));
    }
  }

  @Test
  @Tag("attack-D26")
  @Tag("attack-E04")
  void without_the_refusal_the_sdk_asks_for_a_session_of_the_whole_express_bucket() {
    GetObjectRequest express =
        GetObjectRequest.builder().bucket("pool--euc1-az1--x-s3").key("acme/k").build();
    AwsRequestOverrideConfiguration identity =
        AwsRequestOverrideConfiguration.builder()
            .credentialsProvider(StaticCredentialsProvider.create(ACMES.forAwsSdk()))
            .build();
    try (S3Client s3 = Protection.NONE.on(shared.s3(), SharedClients.PLATFORM).build()) {
      var unused =
          catchThrowable(
              () ->
                  s3.getObjectAsBytes(express.toBuilder().overrideConfiguration(identity).build()));
    }

    assertThat(aws.seen())
        .anySatisfy(seen -> assertThat(seen.uri().toString()).contains("session"));
  }

  @Test
  @Tag("attack-E22")
  void a_cache_of_answers_by_request_alone_gives_one_tenants_answer_to_another() {
    try (LoopbackAws tells =
        new LoopbackAws(
            seen -> Answer.json("{\"TableNames\":[\"of-" + seen.accessKeyId() + "\"]}"))) {
      DynamoDbClient prepared =
          TenantClients.prepare(new SharedClients(tells.endpoint()).dynamoDb()).build();
      Map<ListTablesRequest, ListTablesResponse> cache = new HashMap<>();
      ListTablesRequest same = ListTablesRequest.builder().build();
      DynamoDbClient acmes =
          new TenantInvocation<>(DynamoDbClient.class, prepared, SOURCE, () -> ACME).facade();

      ListTablesResponse acmesAnswer = cache.computeIfAbsent(same, acmes::listTables);
      ListTablesResponse globexs =
          cache.computeIfAbsent(
              same,
              request -> {
                throw new AssertionError("globex is never asked for");
              });

      assertThat(globexs).isEqualTo(acmesAnswer);
      assertThat(globexs.tableNames()).containsExactly("of-ASIA-ACME");
    }
  }
}
