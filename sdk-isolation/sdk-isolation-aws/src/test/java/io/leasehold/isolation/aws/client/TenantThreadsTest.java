package io.leasehold.isolation.aws.client;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Tenants;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** A thread that is nobody's gets nobody's data; a facade for one tenant works on any thread. */
@Tag("attack-E05")
@Timeout(60)
class TenantThreadsTest {

  private static final GetItemRequest GET =
      GetItemRequest.builder()
          .tableName("t")
          .key(Map.of("pk", AttributeValue.fromS("acme")))
          .build();

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());
  private final TenantClients clients = TenantClients.over(Samples.vendor(sts).build());
  private final DynamoDbClient inScope =
      clients.scoped(DynamoDbClient.class, TenantClients.prepare(shared.dynamoDb()).build());
  private final DynamoDbClient acmes =
      clients.scoped(DynamoDbClient.class, TenantClients.prepare(shared.dynamoDb()).build(), ACME);
  private final DynamoDbAsyncClient asyncInScope =
      clients.scoped(
          DynamoDbAsyncClient.class, TenantClients.prepare(shared.dynamoDbAsync()).build());

  @AfterEach
  void close() {
    aws.close();
    sts.close();
  }

  @Test
  void a_fork_join_worker_has_no_tenant_and_may_use_a_facade_for_one() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(4);
    try {
      Future<?> read =
          TenantScopes.call(
              Tenants.ACME,
              () -> pool.submit(() -> IntStream.range(0, 8).forEach(i -> inScope.getItem(GET))));

      assertThatThrownBy(read::get).hasStackTraceContaining("TenantRequiredException");
      assertThat(aws.seen()).isEmpty();

      pool.submit(() -> IntStream.range(0, 8).parallel().forEach(i -> acmes.getItem(GET))).get();
      assertThat(aws.signers()).hasSize(8).containsOnly("ASIA-t-acme-1");
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void what_a_callback_of_the_sdk_calls_has_no_tenant() throws Exception {
    CompletableFuture<?> chained =
        TenantScopes.call(
            Tenants.ACME,
            () ->
                asyncInScope
                    .getItem(GET)
                    .thenCompose(
                        first ->
                            CompletableFuture.supplyAsync(() -> 0)
                                .thenCompose(zero -> asyncInScope.getItem(GET))));

    assertThatThrownBy(chained::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(TenantRequiredException.class);
    assertThat(aws.signers()).containsExactly("ASIA-t-acme-1");
  }

  @Test
  void a_pooled_thread_does_not_keep_the_last_tenant() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      one.submit(() -> TenantScopes.run(Tenants.ACME, () -> inScope.getItem(GET))).get();

      assertThatThrownBy(() -> one.submit(() -> inScope.getItem(GET)).get())
          .hasCauseInstanceOf(TenantRequiredException.class);
      one.submit(() -> TenantScopes.run(Tenants.GLOBEX, () -> inScope.getItem(GET))).get();
    } finally {
      one.shutdown();
    }

    assertThat(aws.signers()).containsExactly("ASIA-t-acme-1", "ASIA-t-globex-2");
  }

  @Test
  void virtual_threads_carry_no_tenant_and_may_bring_one() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads come with Java 21");
    ExecutorService virtual =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try {
      Future<?> none =
          TenantScopes.call(Tenants.ACME, () -> virtual.submit(() -> inScope.getItem(GET)));
      assertThatThrownBy(none::get).hasCauseInstanceOf(TenantRequiredException.class);
      assertThat(aws.seen()).isEmpty();

      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        var tenant = i % 2 == 0 ? Tenants.ACME : Tenants.GLOBEX;
        work.add(virtual.submit(() -> TenantScopes.run(tenant, () -> inScope.getItem(GET))));
      }
      for (Future<?> one : work) {
        one.get();
      }
    } finally {
      virtual.shutdown();
    }
    assertThat(aws.signers()).hasSize(50);
    assertThat(aws.signers().stream().filter(s -> s.contains("-t-acme-"))).hasSize(25);
    assertThat(sts.calls()).hasSize(2);
  }
}
