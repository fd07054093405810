package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScopes;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stage of Acme on a future that a thread of Globex completes, for every kind of stage. */
@Tag("mistake-14")
@SuppressWarnings("FutureReturnValueIgnored")
class TenantFuturesTest {

  private final ExecutorService threads = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Every method of the JDK that adds a stage; a new one of a later JDK is tested by itself. */
  static Stream<Method> stages() {
    return Arrays.stream(CompletionStage.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == CompletionStage.class);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void everyKindOfStageRunsForWhoAddedItAndNotForWhoCompletes(Method stage) throws Exception {
    CompletableFuture<Object> shared = new CompletableFuture<>();
    CompletableFuture<Object> future = TenantFutures.propagating(shared, threads);
    assertThat(scopeOf(stage, future, shared)).isEqualTo("acme");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void stagesOfStagesDoTheSame(Method stage) throws Exception {
    CompletableFuture<Object> shared = new CompletableFuture<>();
    CompletableFuture<Object> second =
        TenantFutures.propagating(shared, threads)
            .whenComplete((value, failure) -> {})
            .toCompletableFuture();
    assertThat(scopeOf(stage, second, shared)).isEqualTo("acme");
  }

  @Test
  void aPlainFutureRunsTheStageForWhoCompletes() {
    // Not wanted, but what the JDK does, and why the class under test exists.
    CompletableFuture<Object> plain = new CompletableFuture<>();
    CompletableFuture<String> seen = new CompletableFuture<>();
    TenantScopes.run(ACME, () -> plain.thenAccept(value -> seen.complete(Scopes.seen())));
    TenantScopes.run(GLOBEX, () -> plain.complete("found"));
    assertThat(seen).isCompletedWithValue("globex");
  }

  @Test
  void theFirstStageAndTheDefaultExecutorCarryTheScopeToo() throws Exception {
    String seen =
        TenantScopes.call(
            ACME,
            () ->
                TenantFutures.supplyAsync(Scopes::seen, threads)
                    .thenApplyAsync(first -> first + " " + Scopes.seen())
                    .thenCombine(
                        TenantFutures.runAsync(() -> {}, threads),
                        (text, nothing) -> text + " " + Scopes.seen())
                    .get(1, TimeUnit.MINUTES));
    assertThat(seen).isEqualTo("acme acme acme");
    assertThat(threads.submit(Scopes::seen).get()).isEqualTo("nobody");
  }

  @Test
  void outsideEveryScopeNothingIsCarried() {
    assertThat(TenantFutures.supplyAsync(Scopes::seen, threads).join()).isEqualTo("nobody");
  }

  @Test
  void allOfCarriesTheScopeOfWhoAddsTheStage() {
    CompletableFuture<Object> shared = new CompletableFuture<>();
    CompletableFuture<String> seen = new CompletableFuture<>();
    TenantScopes.run(
        ACME,
        () ->
            TenantFutures.allOf(threads, shared, CompletableFuture.completedFuture(1))
                .thenRun(() -> seen.complete(Scopes.seen())));
    TenantScopes.run(GLOBEX, () -> shared.complete("found"));
    assertThat(seen).isCompletedWithValue("acme");
  }

  @Test
  void aMinimalStageCarriesToo() {
    CompletableFuture<Object> shared = new CompletableFuture<>();
    CompletableFuture<String> seen = new CompletableFuture<>();
    CompletionStage<Object> minimal =
        TenantFutures.propagating(shared, threads).minimalCompletionStage();
    TenantScopes.run(ACME, () -> minimal.thenAccept(value -> seen.complete(Scopes.seen())));
    TenantScopes.run(GLOBEX, () -> shared.complete("found"));
    assertThat(seen).isCompletedWithValue("acme");
  }

  @Test
  void cancellingCancelsTheSource() {
    CompletableFuture<Object> source = new CompletableFuture<>();
    TenantFutures.propagating(source, threads).cancel(true);
    assertThat(source).isCancelled();
  }

  @Test
  void aFailureArrives() {
    CompletableFuture<Object> source = new CompletableFuture<>();
    CompletableFuture<Object> future = TenantFutures.propagating(source, threads);
    source.completeExceptionally(new IllegalStateException("boom"));
    assertThat(future)
        .isCompletedExceptionally()
        .failsWithin(1, TimeUnit.MINUTES)
        .withThrowableThat()
        .withMessageContaining("boom");
  }

  /** Adds the stage as Acme, completes as Globex, and says for whom the stage ran. */
  private String scopeOf(
      Method stage, CompletableFuture<Object> on, CompletableFuture<Object> source)
      throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Object[] arguments =
        Arrays.stream(stage.getParameterTypes())
            .map(type -> argument(type, seen, stage.getName().contains("Either")))
            .toArray();
    TenantScopes.call(ACME, () -> stage.invoke(on, arguments));
    TenantScopes.run(
        GLOBEX,
        () -> {
          if (stage.getName().startsWith("exceptionally")) {
            source.completeExceptionally(new IllegalStateException("boom"));
          } else {
            source.complete("found");
          }
        });
    return seen.get(1, TimeUnit.MINUTES);
  }

  private Object argument(Class<?> type, CompletableFuture<String> seen, boolean either) {
    CompletableFuture<Object> completed = CompletableFuture.completedFuture("there");
    if (type == Executor.class) {
      return threads;
    } else if (type == CompletionStage.class) {
      // For "either" the other one never comes.
      return either ? new CompletableFuture<>() : completed;
    } else if (type == Runnable.class) {
      return (Runnable) () -> seen.complete(Scopes.seen());
    } else if (type == Consumer.class) {
      return (Consumer<Object>) value -> seen.complete(Scopes.seen());
    } else if (type == BiConsumer.class) {
      return (BiConsumer<Object, Object>) (one, two) -> seen.complete(Scopes.seen());
    } else if (type == Function.class) {
      return (Function<Object, Object>)
          value -> {
            seen.complete(Scopes.seen());
            return completed;
          };
    } else if (type == BiFunction.class) {
      return (BiFunction<Object, Object, Object>)
          (one, two) -> {
            seen.complete(Scopes.seen());
            return completed;
          };
    }
    throw new IllegalStateException("a new kind of stage: " + type);
  }
}
