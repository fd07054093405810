package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens between threads with the guards, and with what most libraries have instead. */
class ThreadSabotageTest {

  private final ExecutorService threads = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  @Tag("mistake-14")
  void aStageOfAcmeThatGlobexCompletesRunsForNobody() {
    assertThat(stageOfAcmeCompletedByGlobex(TenantExecutors.propagating((Executor) threads)))
        .isEqualTo("nobody");
  }

  @Test
  @Tag("mistake-14")
  void withoutTheGuardForLaterStagesItRunsForGlobex() {
    Executor naive = command -> threads.execute(Carried.work(command));
    assertThat(stageOfAcmeCompletedByGlobex(naive)).isEqualTo("globex");
  }

  @Test
  @Tag("mistake-14")
  void withAFutureThatCarriesItRunsForAcme() {
    CompletableFuture<String> shared = new CompletableFuture<>();
    assertThat(stageOfAcme(TenantFutures.propagating(shared, threads), shared, threads))
        .isEqualTo("acme");
  }

  @Test
  @Tag("mistake-13")
  void anInheritableThreadLocalKeepsTheTenantOfWhoFilledThePoolAndTheScopeDoesNot()
      throws Exception {
    InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
    TenantScopes.call(
        ACME,
        () -> {
          inheritable.set("acme");
          try {
            return threads.submit(() -> {}).get();
          } finally {
            inheritable.remove();
          }
        });
    // The next task on the pool's thread, long after Acme's request is over.
    assertThat(threads.submit(inheritable::get).get()).isEqualTo("acme");
    assertThat(threads.submit(Scopes::seen).get()).isEqualTo("nobody");
  }

  @Test
  @Tag("mistake-15")
  void aPoolThreadThatWasMadeWithAScopeKeepsItForTheNextTenantsTask() throws Exception {
    // What TenantExecutors.taskThreads refuses to do for a pool, done by hand.
    ThreadFactory naive = task -> new Thread(Carried.work(task));
    ExecutorService pool = Executors.newSingleThreadExecutor(naive);
    try {
      TenantScopes.call(ACME, () -> pool.submit(() -> {}).get());
      assertThat(pool.submit(Scopes::seen).get()).isEqualTo("acme");
    } finally {
      pool.shutdownNow();
    }
  }

  private static String stageOfAcmeCompletedByGlobex(Executor executor) {
    CompletableFuture<String> shared = new CompletableFuture<>();
    return stageOfAcme(shared, shared, executor);
  }

  private static String stageOfAcme(
      CompletableFuture<String> future, CompletableFuture<String> source, Executor executor) {
    List<CompletableFuture<String>> stage = new ArrayList<>();
    TenantScopes.run(
        ACME, () -> stage.add(future.thenApplyAsync(value -> Scopes.seen(), executor)));
    TenantScopes.run(GLOBEX, () -> source.complete("found"));
    return stage.get(0).join();
  }
}
