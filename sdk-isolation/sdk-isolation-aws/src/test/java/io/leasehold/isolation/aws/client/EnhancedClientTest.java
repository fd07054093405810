package io.leasehold.isolation.aws.client;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.Note;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Tenants;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetResultPageIterable;
import software.amazon.awssdk.enhanced.dynamodb.model.PageIterable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The Enhanced client has no place for credentials in its requests; a facade under it has. */
@Tag("attack-E07")
@Timeout(60)
class EnhancedClientTest {

  private static final String ACMES = "ASIA-t-acme-1";
  private static final Key KEY = Key.builder().partitionValue("acme").build();

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());
  private final TenantClients clients = TenantClients.over(Samples.vendor(sts).build());
  private final DynamoDbEnhancedClient enhanced =
      DynamoDbEnhancedClient.builder()
          .dynamoDbClient(
              clients.scoped(
                  DynamoDbClient.class, TenantClients.prepare(shared.dynamoDb()).build()))
          .build();
  private final DynamoDbEnhancedAsyncClient enhancedAsync =
      DynamoDbEnhancedAsyncClient.builder()
          .dynamoDbClient(
              clients.scoped(
                  DynamoDbAsyncClient.class, TenantClients.prepare(shared.dynamoDbAsync()).build()))
          .build();
  private final DynamoDbTable<Note> notes = enhanced.table("notes", Note.SCHEMA);
  private final DynamoDbAsyncTable<Note> notesAsync = enhancedAsync.table("notes", Note.SCHEMA);

  @AfterEach
  void close() {
    aws.close();
    sts.close();
  }

  private void assertOnlyAcmeSigned(int requests) {
    assertThat(aws.signers()).hasSize(requests).containsOnly(ACMES);
  }

  @Test
  void typed_operations_are_signed_by_the_tenant_in_scope() {
    TenantScopes.run(
        Tenants.ACME,
        () -> {
          notes.putItem(Note.of("acme"));
          notes.getItem(KEY);
          notes.updateItem(Note.of("acme"));
          notes.deleteItem(KEY);
          notes.describeTable();
        });

    assertOnlyAcmeSigned(5);
  }

  @Test
  void batches_and_transactions_are_signed_by_the_tenant_in_scope() {
    TenantScopes.run(
        Tenants.ACME,
        () -> {
          enhanced.batchWriteItem(
              b ->
                  b.addWriteBatch(
                      WriteBatch.builder(Note.class)
                          .mappedTableResource(notes)
                          .addPutItem(Note.of("acme"))
                          .build()));
          enhanced.transactWriteItems(t -> t.addPutItem(notes, Note.of("acme")));
          enhanced.transactGetItems(t -> t.addGetItem(notes, KEY));
        });

    assertOnlyAcmeSigned(3);
  }

  @Test
  @Tag("attack-E05")
  void pages_read_outside_the_scope_belong_to_the_tenant_that_asked() throws Exception {
    PageIterable<Note> query =
        TenantScopes.call(
            Tenants.ACME,
            () -> notes.query(QueryConditional.keyEqualTo(k -> k.partitionValue("acme"))));
    BatchGetResultPageIterable batch =
        TenantScopes.call(
            Tenants.ACME,
            () ->
                enhanced.batchGetItem(
                    b ->
                        b.addReadBatch(
                            ReadBatch.builder(Note.class)
                                .mappedTableResource(notes)
                                .addGetItem(KEY)
                                .build())));

    TenantScopes.run(Tenants.GLOBEX, () -> assertThat(query.items()).hasSize(2));
    batch.forEach(page -> assertThat(page).isNotNull());

    assertOnlyAcmeSigned(3);
  }

  @Test
  @Tag("attack-E05")
  void asynchronous_pages_belong_to_the_tenant_that_asked() throws Exception {
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> read =
        TenantScopes.call(
            Tenants.ACME,
            () ->
                notesAsync
                    .query(QueryConditional.keyEqualTo(k -> k.partitionValue("acme")))
                    .subscribe(page -> threads.add(Thread.currentThread().getName())));
    CompletableFuture<?> written =
        TenantScopes.call(
            Tenants.ACME,
            () ->
                notesAsync
                    .putItem(Note.of("acme"))
                    .thenCompose(nothing -> CompletableFuture.completedFuture("next")));

    read.join();
    written.join();

    assertThat(threads).hasSize(2).doesNotContain(Thread.currentThread().getName());
    assertOnlyAcmeSigned(3);
  }

  @Test
  void without_a_tenant_nothing_is_sent() {
    assertThatThrownBy(() -> notes.getItem(KEY)).isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(() -> notesAsync.getItem(KEY).join())
        .isInstanceOf(TenantRequiredException.class);

    assertThat(aws.seen()).isEmpty();
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  void one_for_a_tenant_is_light_and_needs_no_scope() {
    DynamoDbClient one = TenantClients.prepare(shared.dynamoDb()).build();
    for (int i = 0; i < 20; i++) {
      DynamoDbEnhancedClient.builder()
          .dynamoDbClient(clients.scoped(DynamoDbClient.class, one, ACME))
          .build()
          .table("notes", Note.SCHEMA)
          .getItem(KEY);
    }

    assertOnlyAcmeSigned(20);
    assertThat(sts.calls()).hasSize(1);
  }
}
