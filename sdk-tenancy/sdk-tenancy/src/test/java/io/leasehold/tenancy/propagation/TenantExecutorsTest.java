package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One worker thread behind the wrappers, so that whatever one task leaves the next one finds. */
@Tag("mistake-14")
class TenantExecutorsTest {

  private final ScheduledExecutorService bare = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService threads = TenantExecutors.propagating(bare);

  @AfterEach
  void stop() {
    bare.shutdownNow();
  }

  /** One way to hand work over, which gives back what the work saw. */
  @FunctionalInterface
  interface Way {
    String seenBy(ScheduledExecutorService threads) throws Exception;
  }

  record NamedWay(String name, Way way) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<NamedWay> ways() {
    NamedWay bareExecutor =
        new NamedWay(
            "a bare Executor",
            threads -> viaExecute(TenantExecutors.propagating(executorOf(threads))));
    return Stream.concat(waysOfServices(), Stream.of(bareExecutor));
  }

  static Stream<NamedWay> waysOfServices() {
    Callable<String> work = Scopes::seen;
    return Stream.of(
        new NamedWay("execute", threads -> viaExecute(threads)),
        new NamedWay("submit(Callable)", threads -> threads.submit(work).get()),
        new NamedWay("submit(Runnable)", threads -> viaRunnable(threads::submit)),
        new NamedWay(
            "submit(Runnable, result)", threads -> viaRunnable(task -> threads.submit(task, ""))),
        new NamedWay("invokeAll", threads -> threads.invokeAll(List.of(work)).get(0).get()),
        new NamedWay(
            "invokeAll(timeout)",
            threads -> threads.invokeAll(List.of(work), 1, TimeUnit.MINUTES).get(0).get()),
        new NamedWay("invokeAny", threads -> threads.invokeAny(List.of(work))),
        new NamedWay(
            "invokeAny(timeout)", threads -> threads.invokeAny(List.of(work), 1, TimeUnit.MINUTES)),
        new NamedWay(
            "schedule(Callable)",
            threads -> threads.schedule(work, 1, TimeUnit.MILLISECONDS).get()),
        new NamedWay(
            "schedule(Runnable)",
            threads -> viaRunnable(task -> threads.schedule(task, 1, TimeUnit.MILLISECONDS))),
        new NamedWay(
            "supplyAsync", threads -> CompletableFuture.supplyAsync(Scopes::seen, threads).get()),
        new NamedWay(
            "completeAsync",
            threads -> new CompletableFuture<String>().completeAsync(Scopes::seen, threads).get()));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everyWayTakesTheScopeAlong(NamedWay way) throws Exception {
    assertThat(TenantScopes.call(ACME, () -> way.way().seenBy(threads))).isEqualTo("acme");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Tag("mistake-15")
  void afterwardsTheThreadHasNoTenantAndAnotherGetsItsOwn(NamedWay way) throws Exception {
    TenantScopes.call(ACME, () -> way.way().seenBy(threads));
    assertThat(bare.submit(Scopes::seen).get()).isEqualTo("nobody");
    assertThat(TenantScopes.call(GLOBEX, () -> way.way().seenBy(threads))).isEqualTo("globex");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void absenceIsCarriedOverWhateverTheThreadHasItself(NamedWay way) throws Exception {
    // A pool whose thread carries a tenant for ever: somebody started its loop inside a scope.
    ScheduledExecutorService tainted =
        Executors.newSingleThreadScheduledExecutor(
            task -> new Thread(() -> TenantScopes.run(GLOBEX, task)));
    try {
      assertThat(way.way().seenBy(TenantExecutors.propagating(tainted))).isEqualTo("nobody");
    } finally {
      tainted.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("waysOfServices")
  void withoutTheWrapperEveryWayLosesTheTenant(NamedWay way) throws Exception {
    assertThat(TenantScopes.call(ACME, () -> way.way().seenBy(bare))).isEqualTo("nobody");
  }

  @Test
  void anExceptionLeavesNothingOnTheThread() throws Exception {
    Future<?> failing =
        TenantScopes.call(
            ACME,
            () ->
                threads.submit(
                    () -> {
                      throw new IllegalStateException("boom");
                    }));
    assertThatThrownBy(failing::get).hasRootCauseMessage("boom");
    assertThat(bare.submit(Scopes::seen).get()).isEqualTo("nobody");
  }

  @Test
  void workThatRunsOnTheCallersOwnThreadLeavesTheCallersScopeAlone() {
    Executor callerRuns = TenantExecutors.propagating((Executor) Runnable::run);
    TenantScopes.run(
        ACME,
        () -> {
          callerRuns.execute(() -> assertThat(Scopes.seen()).isEqualTo("acme"));
          assertThat(Scopes.seen()).isEqualTo("acme");
        });
  }

  @Test
  void aLaterStageSubmittedByAnotherTenantsThreadFailsRatherThanRunForThatTenant() {
    CompletableFuture<String> shared = new CompletableFuture<>();
    List<CompletableFuture<String>> later = new ArrayList<>();
    TenantScopes.run(
        ACME,
        () -> {
          later.add(shared.thenApplyAsync(value -> Scopes.seen(), threads));
          later.add(shared.thenApplyAsync(value -> TenantContext.require().id().value(), threads));
        });
    TenantScopes.run(GLOBEX, () -> shared.complete("found"));
    assertThat(later.get(0).join()).isEqualTo("nobody");
    assertThatThrownBy(() -> later.get(1).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TenantRequiredException.class);
  }

  @Test
  @Tag("mistake-27")
  void periodicWorkInsideATenantsScopeIsRefused() {
    TenantScopes.run(
        ACME,
        () -> {
          assertThatThrownBy(() -> threads.scheduleAtFixedRate(Scopes::seen, 0, 1, TimeUnit.HOURS))
              .isInstanceOf(PeriodicTenantWorkException.class)
              .hasMessageContaining("TenantWorker.job");
          assertThatThrownBy(
                  () -> threads.scheduleWithFixedDelay(Scopes::seen, 0, 1, TimeUnit.HOURS))
              .isInstanceOf(PeriodicTenantWorkException.class);
        });
  }

  @Test
  void periodicWorkOfThePlatformIsThePlatforms() throws Exception {
    CompletableFuture<Object> seen = new CompletableFuture<>();
    TenantScope platform = new TenantScope.Platform("nightly report");
    ScheduledFuture<?> job =
        TenantScopes.call(
            platform,
            () ->
                threads.scheduleAtFixedRate(
                    () -> seen.complete(TenantContext.scope().orElseThrow()),
                    0,
                    1,
                    TimeUnit.HOURS));
    assertThat(seen.get(1, TimeUnit.MINUTES)).isEqualTo(platform);
    job.cancel(true);
  }

  @Test
  void shuttingTheWrapperDownShutsTheThreadsDown() throws InterruptedException {
    threads.shutdown();
    assertThat(bare.isShutdown()).isTrue();
    assertThat(threads.isShutdown()).isTrue();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(threads.isTerminated()).isTrue();
    assertThat(threads.shutdownNow()).isEmpty();
  }

  @Test
  void aThreadPerTaskStartsInTheScopeOfItsMaker() throws InterruptedException {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    ThreadFactory factory = TenantExecutors.taskThreads(Thread::new);
    Thread thread = tenantThread(factory, () -> seen.add(Scopes.seen()));
    thread.start();
    thread.join();
    assertThat(seen).containsExactly("acme");
  }

  @Test
  @Tag("mistake-15")
  void aPoolMayNotHaveSuchThreads() {
    ExecutorService pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            TenantExecutors.taskThreads(Thread::new));
    try {
      TenantScopes.run(
          ACME,
          () ->
              assertThatThrownBy(() -> pool.submit(Scopes::seen))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageContaining("TenantExecutors.propagating"));
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @Tag("mistake-13")
  void aThreadThatAPropagatedTaskStartsInheritsNothing() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    TenantScopes.call(
        ACME,
        () ->
            threads
                .submit(
                    () -> {
                      Thread child = new Thread(() -> seen.set(Scopes.seen()));
                      child.start();
                      child.join();
                      return child;
                    })
                .get());
    assertThat(seen).hasValue("nobody");
  }

  private static Thread tenantThread(ThreadFactory factory, Runnable work) {
    AtomicReference<Thread> thread = new AtomicReference<>();
    TenantScopes.run(ACME, () -> thread.set(factory.newThread(work)));
    return thread.get();
  }

  // As an Executor and nothing more.
  private static Executor executorOf(ScheduledExecutorService threads) {
    return command -> threads.execute(command);
  }

  private static String viaExecute(Executor executor) throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    executor.execute(
        () -> {
          seen.set(Scopes.seen());
          done.countDown();
        });
    done.await();
    return seen.get();
  }

  /** Submits a task without a result. */
  @FunctionalInterface
  interface Submission {
    Future<?> of(Runnable task);
  }

  private static String viaRunnable(Submission submission) throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    submission.of(() -> seen.set(Scopes.seen())).get();
    return seen.get();
  }
}
