package io.leasehold.tenancy.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifty tenants share four threads and each other's futures; nobody ever runs for another. */
@Tag("mistake-14")
@Tag("mistake-15")
class PropagationStressTest {

  private static final int TASKS = Boolean.getBoolean("leasehold.long") ? 1_000_000 : 20_000;

  private final List<Tenant> tenants =
      IntStream.range(0, 50)
          .mapToObj(i -> Tenant.active(TenantId.of("t-" + i), Tier.of("basic")))
          .toList();
  private final ExecutorService bare = Executors.newFixedThreadPool(4);
  private final ExecutorService threads = TenantExecutors.propagating(bare);

  @AfterEach
  void stop() {
    bare.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noTaskAndNoStageEverRunsForAnotherTenant(long seed) throws Exception {
    Random random = new Random(seed);
    AtomicInteger wrong = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    List<CompletableFuture<?>> all = new ArrayList<>();
    // Completed by whichever tenant's task comes to it, while others hang their stages on it.
    CompletableFuture<String> shared = new CompletableFuture<>();
    for (int i = 0; i < TASKS; i++) {
      Tenant tenant = tenants.get(random.nextInt(tenants.size()));
      String id = tenant.id().value();
      CompletableFuture<String> source = shared;
      Runnable check =
          () -> {
            ran.incrementAndGet();
            if (!Scopes.seen().equals(id)) {
              wrong.incrementAndGet();
            }
          };
      CompletableFuture<?> outcome =
          TenantScopes.call(
              tenant,
              () ->
                  switch (random.nextInt(4)) {
                    case 0 -> CompletableFuture.runAsync(check, threads);
                    case 1 -> TenantFutures.runAsync(check, bare).thenRun(check);
                    case 2 -> TenantFutures.propagating(source, threads).thenRunAsync(check);
                    default ->
                        CompletableFuture.runAsync(
                            () -> {
                              check.run();
                              source.complete(id);
                            },
                            threads);
                  });
      all.add(outcome);
      if (random.nextInt(10) == 0) {
        shared.complete("nobody");
        shared = new CompletableFuture<>();
      }
    }
    shared.complete("nobody");
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(5, TimeUnit.MINUTES);
    assertThat(wrong).hasValue(0);
    assertThat(ran.get()).isGreaterThanOrEqualTo(TASKS);
    assertThat(bare.submit(Scopes::seen).get()).isEqualTo("nobody");
  }
}
