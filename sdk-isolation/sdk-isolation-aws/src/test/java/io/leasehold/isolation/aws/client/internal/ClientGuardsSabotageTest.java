package io.leasehold.isolation.aws.client.internal;

import static io.leasehold.isolation.aws.client.internal.TenantInvocation.Guards.ALL;
import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.LoopbackAws;
import io.leasehold.isolation.aws.fixture.LoopbackAws.Answer;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Tenants;
import io.leasehold.isolation.aws.guard.PresignLifetimeException;
import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import io.leasehold.isolation.aws.guard.SigningIdentityException;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import io.leasehold.isolation.aws.guard.internal.TenantOverride;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScopes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.signer.NoOpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;

/** Each guard of the clients on, and off: the attack that it stops then succeeds. */
@Timeout(60)
class ClientGuardsSabotageTest {

  private static final TenantCredentials ACMES =
      new TenantCredentials(ACME, "ASIA-ACME", "s", "t", Instant.parse("2100-01-01T00:00:00Z"));
  private static final CredentialSource SOURCE =
      request -> CompletableFuture.completedFuture(ACMES);

  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());
  private final TenantFacades clients = new TenantFacades(SOURCE, null);

  @AfterEach
  void close() {
    aws.close();
  }

  private static DynamoDbClient acmes(DynamoDbClient client, TenantInvocation.Guards guards) {
    return new TenantInvocation<>(DynamoDbClient.class, client, SOURCE, () -> ACME, guards)
        .facade();
  }

  @Test
  @Tag("attack-E04")
  @Tag("attack-E02")
  void without_the_look_at_its_kind_a_client_behind_a_facade_signs_as_the_platform() {
    try (S3AsyncClient multipart =
        shared
            .s3Async()
            .credentialsProvider(SharedClients.PLATFORM)
            .multipartEnabled(true)
            .multipartConfiguration(m -> m.thresholdInBytes(1024L).minimumPartSizeInBytes(1024L))
            .build()) {
      assertThatThrownBy(() -> clients.scoped(S3AsyncClient.class, multipart, () -> ACME))
          .isInstanceOf(UnsupportedClientException.class);

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

    assertThatThrownBy(
            () -> acmes(TenantClients.prepare(shared.dynamoDb()).build(), ALL).listTables(unsigned))
        .isInstanceOf(SigningIdentityException.class);
    assertThat(aws.seen()).isEmpty();

    acmes(shared.dynamoDb().credentialsProvider(RefusingCredentialsProvider.INSTANCE).build(), ALL)
        .listTables(unsigned);

    assertThat(aws.signers()).containsExactly("none");
  }

  @Test
  @Tag("attack-E08")
  void a_binding_that_begins_anew_loses_what_the_caller_said() {
    AwsRequestOverrideConfiguration callers =
        AwsRequestOverrideConfiguration.builder().putHeader("x-mine", "kept").build();
    ListTablesRequest asked = ListTablesRequest.builder().overrideConfiguration(callers).build();
    DynamoDbClient prepared = TenantClients.prepare(shared.dynamoDb()).build();
    TenantInvocation.Guards forgetful =
        new TenantInvocation.Guards(
            new TenantOverride(
                TenantOverride.STANDARD.refusal(),
                request -> AwsRequestOverrideConfiguration.builder()),
            ALL.shape());

    acmes(prepared, ALL).listTables(asked);
    acmes(prepared, forgetful).listTables(asked);

    assertThat(aws.seen().get(0).headers()).containsEntry("x-mine", "kept");
    assertThat(aws.seen().get(1).headers()).doesNotContainKey("x-mine");
    assertThat(aws.signers()).containsExactly("ASIA-ACME", "ASIA-ACME");
  }

  @Test
  @Tag("attack-D23")
  void without_the_look_at_its_end_an_address_outlives_its_credentials() {
    Instant end = Instant.now().plus(Duration.ofMinutes(10));
    CredentialSource ending =
        request ->
            CompletableFuture.completedFuture(
                new TenantCredentials(ACME, "ASIA-ACME", "s", "t", end));
    try (S3Presigner signer =
        S3Presigner.builder()
            .credentialsProvider(RefusingCredentialsProvider.INSTANCE)
            .region(Region.EU_CENTRAL_1)
            .build()) {
      S3Presigner guarded =
          new PresignInvocation<>(S3Presigner.class, signer, ending, () -> ACME).facade();
      S3Presigner blind =
          new PresignInvocation<>(
                  S3Presigner.class, signer, ending, () -> ACME, (address, credentials) -> {})
              .facade();

      assertThatThrownBy(() -> forAWeek(guarded)).isInstanceOf(PresignLifetimeException.class);
      assertThat(forAWeek(blind).expiration()).isAfter(end.plus(Duration.ofDays(6)));
    }
  }

  private static PresignedGetObjectRequest forAWeek(S3Presigner presigner) {
    return presigner.presignGetObject(
        p ->
            p.signatureDuration(Duration.ofDays(7))
                .getObjectRequest(g -> g.bucket("b").key("acme/k")));
  }

  @Test
  @Tag("attack-D26")
  @Tag("attack-E04")
  void without_the_refusal_the_sdk_asks_for_a_session_of_the_whole_express_bucket() {
    GetObjectRequest express =
        GetObjectRequest.builder().bucket("pool--euc1-az1--x-s3").key("acme/k").build();
    TenantInvocation.Guards unaware =
        new TenantInvocation.Guards(
            new TenantOverride(request -> {}, TenantOverride.STANDARD.callers()), ALL.shape());
    try (S3Client s3 = shared.s3().credentialsProvider(SharedClients.PLATFORM).build()) {
      assertThatThrownBy(() -> get(s3, ALL, express))
          .isInstanceOf(UnsupportedClientException.class);
      assertThat(aws.seen()).isEmpty();

      // The stand-in has no such sessions; that one is asked for is what counts.
      assertThatThrownBy(() -> get(s3, unaware, express)).isNotNull();
    }

    assertThat(aws.seen())
        .anySatisfy(seen -> assertThat(seen.uri().toString()).contains("session"));
  }

  private static String get(S3Client s3, TenantInvocation.Guards guards, GetObjectRequest request) {
    return new TenantInvocation<>(S3Client.class, s3, SOURCE, () -> ACME, guards)
        .facade()
        .getObjectAsBytes(request)
        .asUtf8String();
  }

  @Test
  @Tag("attack-E22")
  void without_the_refusal_of_what_it_does_not_know_one_buffer_mixes_calls_of_two_tenants() {
    try (LoopbackAws queues =
            new LoopbackAws(
                seen -> new Answer(400, "application/x-amz-json-1.0", "{\"__type\":\"X\"}"));
        SqsAsyncClient sqs =
            SqsAsyncClient.builder()
                .httpClient(StubSts.HTTP)
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(queues.endpoint())
                .credentialsProvider(SharedClients.PLATFORM)
                .build()) {
      TenantInvocation.Guards trusting =
          new TenantInvocation.Guards(
              TenantOverride.STANDARD,
              method ->
                  method.getName().equals("batchManager")
                      ? CallShape.HARMLESS
                      : CallShape.of(method));

      assertThatThrownBy(() -> inScope(sqs, ALL).batchManager())
          .isInstanceOf(UnsupportedClientException.class);
      try (SqsAsyncBatchManager buffer = inScope(sqs, trusting).batchManager()) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (Tenant tenant : List.of(Tenants.ACME, Tenants.GLOBEX)) {
          for (int i = 0; i < 5; i++) {
            String body = "of-" + tenant.id() + "-" + i;
            TenantScopes.run(
                tenant, () -> sent.add(buffer.sendMessage(m -> m.queueUrl("q").messageBody(body))));
          }
        }
        sent.forEach(one -> one.exceptionally(refused -> null).join());
      }

      assertThat(queues.seen())
          .anySatisfy(
              seen -> {
                assertThat(seen.body()).contains("of-acme-", "of-globex-");
                assertThat(seen.accessKeyId()).isEqualTo("PLATFORM");
              });
    }
  }

  private static SqsAsyncClient inScope(SqsAsyncClient sqs, TenantInvocation.Guards guards) {
    return new TenantInvocation<>(
            SqsAsyncClient.class, sqs, SOURCE, () -> TenantContext.require().id(), guards)
        .facade();
  }
}
