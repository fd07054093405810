package io.leasehold.tenancy.propagation;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Futures whose every stage runs in the scope of the thread that added it, whoever completes the
 * stage before and on whatever thread.
 *
 * <p>A plain {@code CompletableFuture} runs a stage in the scope of the completing thread. Where
 * two tenants wait for one future, such as a shared look-up, the stage of one then runs for the
 * other; and {@code supplyAsync} without more runs for nobody.
 */
public final class TenantFutures {

  private TenantFutures() {}

  /**
   * Runs the work on the executor in the scope of the calling thread, or outside every scope if it
   * is in none. The executor need not be a propagating one; later {@code ...Async} stages use it,
   * too, unless they name another.
   */
  public static <T extends @Nullable Object> CompletableFuture<T> supplyAsync(
      Supplier<T> work, Executor executor) {
    return new PropagatingFuture<T>(Objects.requireNonNull(executor, "executor"), null)
        .completeAsync(work);
  }

  /** As {@link #supplyAsync}, for work without a result. */
  public static CompletableFuture<Void> runAsync(Runnable work, Executor executor) {
    Objects.requireNonNull(work, "work");
    return supplyAsync(
        () -> {
          work.run();
          return null;
        },
        executor);
  }

  /**
   * A future that completes as the stage does, whose own stages carry the scope of who adds them.
   * Cancelling it cancels the stage if that is a {@code CompletableFuture}.
   *
   * @param executor for {@code ...Async} stages that name none
   */
  public static <T extends @Nullable Object> CompletableFuture<T> propagating(
      CompletionStage<T> stage, Executor executor) {
    Objects.requireNonNull(executor, "executor");
    CompletableFuture<?> source = stage instanceof CompletableFuture<?> future ? future : null;
    PropagatingFuture<T> future = new PropagatingFuture<>(executor, source);
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            future.complete(value);
          } else {
            future.completeExceptionally(failure);
          }
        });
    return future;
  }

  /** Completes when all have, as {@code CompletableFuture.allOf}, and carries the scope. */
  public static CompletableFuture<Void> allOf(Executor executor, CompletableFuture<?>... all) {
    return propagating(CompletableFuture.allOf(all), executor);
  }
}
