package io.leasehold.isolation.aws.client;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Tenants;
import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbAsyncWaiter;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.DownloadRequest;

@Timeout(60)
class TenantClientsTest {

  private static final String ACMES = "ASIA-t-acme-1";

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());
  private final TenantClients clients = TenantClients.over(Samples.vendor(sts).build());
  private final DynamoDbClient dynamoDb =
      clients.scoped(DynamoDbClient.class, TenantClients.prepare(shared.dynamoDb()).build());
  private final DynamoDbAsyncClient dynamoDbAsync =
      clients.scoped(
          DynamoDbAsyncClient.class, TenantClients.prepare(shared.dynamoDbAsync()).build());
  private final S3Client s3 =
      clients.scoped(S3Client.class, TenantClients.prepare(shared.s3()).build());
  private final S3AsyncClient s3Async =
      clients.scoped(S3AsyncClient.class, TenantClients.prepare(shared.s3Async()).build());

  @AfterEach
  void close() {
    aws.close();
    sts.close();
  }

  private static QueryRequest query() {
    return QueryRequest.builder().tableName("t").keyConditionExpression("pk = :t").build();
  }

  private void assertOnlyAcmeSigned(int requests) {
    assertThat(aws.signers()).hasSize(requests).containsOnly(ACMES);
  }

  @Test
  void a_call_is_signed_by_the_tenant_in_scope() {
    TenantScopes.run(
        Tenants.ACME,
        () -> {
          dynamoDb.query(query());
          s3.putObject(b -> b.bucket("b").key("acme/k"), RequestBody.fromString("x"));
          assertThat(s3.getObjectAsBytes(b -> b.bucket("b").key("acme/k")).asUtf8String())
              .isEqualTo("hello");
        });

    assertOnlyAcmeSigned(3);
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  void shorthands_are_signed_by_the_tenant() {
    TenantScopes.run(
        Tenants.ACME,
        () -> {
          dynamoDb.listTables();
          dynamoDb.getItem(b -> b.tableName("t").key(Map.of("pk", AttributeValue.fromS("acme"))));
          dynamoDbAsync.listTables().join();
          dynamoDbAsync.query(b -> b.tableName("t")).join();
        });

    assertOnlyAcmeSigned(4);
  }

  @Test
  void without_a_tenant_in_scope_nothing_is_sent() {
    assertThatThrownBy(() -> dynamoDb.query(query())).isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(() -> dynamoDbAsync.query(query()))
        .isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(dynamoDb::listTables).isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(() -> dynamoDb.queryPaginator(query()))
        .isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(dynamoDb::waiter).isInstanceOf(TenantRequiredException.class);

    assertThat(aws.seen()).isEmpty();
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  void a_facade_for_one_tenant_needs_no_scope_and_ignores_another() {
    DynamoDbClient acmes =
        clients.scoped(
            DynamoDbClient.class, TenantClients.prepare(shared.dynamoDb()).build(), ACME);

    acmes.query(query());
    TenantScopes.run(Tenants.GLOBEX, () -> acmes.query(query()));

    assertOnlyAcmeSigned(2);
  }

  @Test
  @Tag("attack-E05")
  void every_page_belongs_to_the_tenant_that_asked_for_the_first() throws Exception {
    QueryIterable pages = TenantScopes.call(Tenants.ACME, () -> dynamoDb.queryPaginator(query()));
    var objects =
        TenantScopes.call(
            Tenants.ACME, () -> s3.listObjectsV2Paginator(b -> b.bucket("b").prefix("acme/")));

    assertThat(pages.items().stream()).hasSize(2);
    TenantScopes.run(Tenants.GLOBEX, () -> assertThat(objects.contents().stream()).hasSize(2));

    assertOnlyAcmeSigned(4);
  }

  @Test
  @Tag("attack-E05")
  void pages_that_sdk_threads_fetch_belong_to_the_tenant() throws Exception {
    Set<String> threads = new HashSet<>();
    CompletableFuture<Void> read =
        TenantScopes.call(
            Tenants.ACME,
            () ->
                dynamoDbAsync
                    .queryPaginator(query())
                    .subscribe(page -> threads.add(Thread.currentThread().getName())));
    CompletableFuture<Void> listed =
        TenantScopes.call(
            Tenants.ACME,
            () -> s3Async.listObjectsV2Paginator(b -> b.bucket("b")).subscribe(page -> {}));

    read.join();
    listed.join();

    assertThat(threads).doesNotContain(Thread.currentThread().getName());
    assertOnlyAcmeSigned(4);
  }

  @Test
  @Tag("attack-E05")
  void a_waiter_belongs_to_the_tenant_that_made_it() throws Exception {
    try (DynamoDbWaiter waiter = TenantScopes.call(Tenants.ACME, dynamoDb::waiter);
        DynamoDbAsyncWaiter async = TenantScopes.call(Tenants.ACME, dynamoDbAsync::waiter)) {
      waiter.waitUntilTableExists(
          b -> b.tableName("t"), o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(1)));
      async
          .waitUntilTableExists(
              b -> b.tableName("t"), o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(1)))
          .join();
    }

    assertOnlyAcmeSigned(4);
  }

  @Test
  void an_asynchronous_call_does_not_wait_for_sts() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);

    CompletableFuture<?> answer =
        TenantScopes.call(Tenants.ACME, () -> dynamoDbAsync.query(query()));
    assertThat(answer).isNotDone();
    gate.countDown();
    answer.join();

    assertOnlyAcmeSigned(1);
  }

  @Test
  void a_call_cancelled_before_its_credentials_arrive_is_never_sent() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    CompletableFuture<?> cancelled =
        TenantScopes.call(Tenants.ACME, () -> dynamoDbAsync.query(query()));
    CompletableFuture<?> later = TenantScopes.call(Tenants.ACME, () -> dynamoDbAsync.listTables());

    cancelled.cancel(true);
    gate.countDown();
    later.join();

    assertOnlyAcmeSigned(1);
  }

  @Test
  void a_refusal_by_sts_reaches_the_caller_and_nothing_is_sent() {
    sts.refuseWith(403, "AccessDenied");

    TenantScopes.run(
        Tenants.ACME,
        () -> {
          assertThatThrownBy(() -> dynamoDb.query(query()))
              .isInstanceOf(CredentialVendingException.class);
          assertThatThrownBy(() -> dynamoDbAsync.query(query()).join())
              .hasCauseInstanceOf(CredentialVendingException.class);
        });

    assertThat(aws.seen()).isEmpty();
  }

  @Test
  @Tag("attack-E10")
  void an_interrupted_caller_stops_waiting_and_does_not_spoil_the_flight() {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    Thread.currentThread().interrupt();

    TenantScopes.run(
        Tenants.ACME,
        () ->
            assertThatThrownBy(() -> dynamoDb.query(query()))
                .isInstanceOf(CredentialVendingException.class)
                .hasMessageContaining("interrupted"));

    assertThat(Thread.interrupted()).isTrue();
    gate.countDown();
    TenantScopes.run(Tenants.ACME, () -> dynamoDb.query(query()));
    assertOnlyAcmeSigned(1);
  }

  @Test
  @Tag("attack-E05")
  void two_tenants_on_many_threads_never_swap_signatures() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      var tenant = i % 2 == 0 ? Tenants.ACME : Tenants.GLOBEX;
      boolean async = i % 4 < 2;
      work.add(
          threads.submit(
              () ->
                  TenantScopes.run(
                      tenant,
                      () -> {
                        var key = Map.of("pk", AttributeValue.fromS("of-" + tenant.id()));
                        if (async) {
                          dynamoDbAsync.getItem(b -> b.tableName("t").key(key)).join();
                        } else {
                          dynamoDb.getItem(b -> b.tableName("t").key(key));
                        }
                      })));
    }
    for (Future<?> one : work) {
      one.get();
    }
    threads.shutdown();

    assertThat(aws.seen())
        .hasSize(200)
        .allSatisfy(
            request -> {
              String signer = request.accessKeyId();
              String owner = signer.startsWith("ASIA-t-acme") ? "of-acme" : "of-globex";
              assertThat(request.body()).contains(owner);
            });
    assertThat(sts.calls()).hasSize(2);
  }

  @Test
  @Tag("attack-E08")
  void what_the_caller_overrode_is_kept_except_its_credentials() {
    TenantScopes.run(
        Tenants.ACME,
        () ->
            dynamoDb.query(
                query().toBuilder()
                    .overrideConfiguration(
                        o ->
                            o.putHeader("x-mine", "kept")
                                .addApiName(n -> n.name("my-api").version("7"))
                                .credentialsProvider(SharedClients.PLATFORM))
                    .build()));

    assertOnlyAcmeSigned(1);
    assertThat(aws.seen().get(0).headers())
        .containsEntry("x-mine", "kept")
        .hasEntrySatisfying("user-agent", agent -> assertThat(agent).contains("my-api"));
  }

  @Test
  @Tag("attack-E02")
  void a_transfer_manager_over_a_tenants_facade_is_signed_by_the_tenant() {
    S3AsyncClient acmes =
        clients.scoped(S3AsyncClient.class, TenantClients.prepare(shared.s3Async()).build(), ACME);
    try (S3TransferManager transfers = S3TransferManager.builder().s3Client(acmes).build()) {
      transfers
          .upload(
              u ->
                  u.putObjectRequest(p -> p.bucket("b").key("acme/k"))
                      .requestBody(AsyncRequestBody.fromString("x".repeat(100_000))))
          .completionFuture()
          .join();
      transfers
          .download(
              DownloadRequest.builder()
                  .getObjectRequest(g -> g.bucket("b").key("acme/k"))
                  .responseTransformer(AsyncResponseTransformer.toBytes())
                  .build())
          .completionFuture()
          .join();
    }

    assertThat(aws.signers()).isNotEmpty().containsOnly(ACMES);
  }

  @Test
  void a_presigner_with_a_tenants_identity_presigns_as_the_tenant() {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .credentialsProvider(clients.identityOf(GLOBEX))
            .region(Region.EU_CENTRAL_1)
            .build()) {
      String url =
          presigner
              .presignGetObject(
                  p ->
                      p.signatureDuration(Duration.ofMinutes(5))
                          .getObjectRequest(g -> g.bucket("b").key("globex/k")))
              .url()
              .toString();

      assertThat(url).contains("X-Amz-Credential=ASIA-t-globex-1%2F");
    }
  }

  @Test
  void a_retried_attempt_is_signed_by_the_tenant_again() {
    aws.failNext(2);

    TenantScopes.run(
        Tenants.ACME,
        () -> {
          dynamoDb.query(query());
          aws.failNext(1);
          dynamoDbAsync.query(query()).join();
        });

    assertOnlyAcmeSigned(5);
  }

  @Test
  void closing_a_facade_leaves_the_shared_client_open() {
    dynamoDb.close();

    TenantScopes.run(Tenants.ACME, () -> dynamoDb.query(query()));

    assertOnlyAcmeSigned(1);
  }

  @Test
  void what_sends_nothing_needs_no_tenant() {
    assertThat(dynamoDb.serviceName()).isEqualTo("dynamodb");
    assertThat(dynamoDb.serviceClientConfiguration().credentialsProvider())
        .isSameAs(RefusingCredentialsProvider.INSTANCE);
    assertThat(s3.utilities().getUrl(b -> b.bucket("b").key("k")).getPath()).isEqualTo("/b/k");
    assertThat(List.of(dynamoDb, s3)).contains(dynamoDb).hasSameHashCodeAs(List.of(dynamoDb, s3));
    assertThat(dynamoDb).isNotEqualTo(s3).hasToString("DynamoDbClient bound to tenants");
  }
}
