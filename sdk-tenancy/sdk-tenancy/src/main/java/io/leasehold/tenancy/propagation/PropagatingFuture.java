package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.spi.ScopeTransfer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future whose stages carry the scope of the thread that adds them. Long, because the JDK has
 * that many ways to add one; each does the same.
 */
final class PropagatingFuture<T extends @Nullable Object> extends CompletableFuture<T> {

  private final Executor executor;
  private final @Nullable CompletableFuture<?> source;

  PropagatingFuture(Executor executor, @Nullable CompletableFuture<?> source) {
    this.executor = executor;
    this.source = source;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new PropagatingFuture<>(executor, null);
  }

  @Override
  public Executor defaultExecutor() {
    return executor;
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    if (source != null) {
      source.cancel(mayInterrupt);
    }
    return cancelled;
  }

  // The JDK's minimal stage would add stages that carry nothing.
  @Override
  public CompletionStage<T> minimalCompletionStage() {
    return copy();
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> work) {
    return completeAsync(work, executor);
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> work, Executor on) {
    return super.completeAsync(Carried.in(ScopeTransfer.ofCurrent(), work), on);
  }

  @Override
  public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> work) {
    return super.thenApply(Carried.function(work));
  }

  @Override
  public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> work) {
    return super.thenApplyAsync(Carried.function(work));
  }

  @Override
  public <U> CompletableFuture<U> thenApplyAsync(
      Function<? super T, ? extends U> work, Executor on) {
    return super.thenApplyAsync(Carried.function(work), on);
  }

  @Override
  public CompletableFuture<Void> thenAccept(Consumer<? super T> work) {
    return super.thenAccept(consumer(work));
  }

  @Override
  public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> work) {
    return super.thenAcceptAsync(consumer(work));
  }

  @Override
  public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> work, Executor on) {
    return super.thenAcceptAsync(consumer(work), on);
  }

  @Override
  public CompletableFuture<Void> thenRun(Runnable work) {
    return super.thenRun(Carried.work(work));
  }

  @Override
  public CompletableFuture<Void> thenRunAsync(Runnable work) {
    return super.thenRunAsync(Carried.work(work));
  }

  @Override
  public CompletableFuture<Void> thenRunAsync(Runnable work, Executor on) {
    return super.thenRunAsync(Carried.work(work), on);
  }

  @Override
  public <U, V> CompletableFuture<V> thenCombine(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> work) {
    return super.thenCombine(other, biFunction(work));
  }

  @Override
  public <U, V> CompletableFuture<V> thenCombineAsync(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> work) {
    return super.thenCombineAsync(other, biFunction(work));
  }

  @Override
  public <U, V> CompletableFuture<V> thenCombineAsync(
      CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> work,
      Executor on) {
    return super.thenCombineAsync(other, biFunction(work), on);
  }

  @Override
  public <U> CompletableFuture<Void> thenAcceptBoth(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> work) {
    return super.thenAcceptBoth(other, biConsumer(work));
  }

  @Override
  public <U> CompletableFuture<Void> thenAcceptBothAsync(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> work) {
    return super.thenAcceptBothAsync(other, biConsumer(work));
  }

  @Override
  public <U> CompletableFuture<Void> thenAcceptBothAsync(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> work, Executor on) {
    return super.thenAcceptBothAsync(other, biConsumer(work), on);
  }

  @Override
  public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable work) {
    return super.runAfterBoth(other, Carried.work(work));
  }

  @Override
  public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable work) {
    return super.runAfterBothAsync(other, Carried.work(work));
  }

  @Override
  public CompletableFuture<Void> runAfterBothAsync(
      CompletionStage<?> other, Runnable work, Executor on) {
    return super.runAfterBothAsync(other, Carried.work(work), on);
  }

  @Override
  public <U> CompletableFuture<U> applyToEither(
      CompletionStage<? extends T> other, Function<? super T, U> work) {
    return super.applyToEither(other, Carried.function(work));
  }

  @Override
  public <U> CompletableFuture<U> applyToEitherAsync(
      CompletionStage<? extends T> other, Function<? super T, U> work) {
    return super.applyToEitherAsync(other, Carried.function(work));
  }

  @Override
  public <U> CompletableFuture<U> applyToEitherAsync(
      CompletionStage<? extends T> other, Function<? super T, U> work, Executor on) {
    return super.applyToEitherAsync(other, Carried.function(work), on);
  }

  @Override
  public CompletableFuture<Void> acceptEither(
      CompletionStage<? extends T> other, Consumer<? super T> work) {
    return super.acceptEither(other, consumer(work));
  }

  @Override
  public CompletableFuture<Void> acceptEitherAsync(
      CompletionStage<? extends T> other, Consumer<? super T> work) {
    return super.acceptEitherAsync(other, consumer(work));
  }

  @Override
  public CompletableFuture<Void> acceptEitherAsync(
      CompletionStage<? extends T> other, Consumer<? super T> work, Executor on) {
    return super.acceptEitherAsync(other, consumer(work), on);
  }

  @Override
  public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable work) {
    return super.runAfterEither(other, Carried.work(work));
  }

  @Override
  public CompletableFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable work) {
    return super.runAfterEitherAsync(other, Carried.work(work));
  }

  @Override
  public CompletableFuture<Void> runAfterEitherAsync(
      CompletionStage<?> other, Runnable work, Executor on) {
    return super.runAfterEitherAsync(other, Carried.work(work), on);
  }

  @Override
  public <U> CompletableFuture<U> thenCompose(
      Function<? super T, ? extends CompletionStage<U>> work) {
    return super.thenCompose(Carried.function(work));
  }

  @Override
  public <U> CompletableFuture<U> thenComposeAsync(
      Function<? super T, ? extends CompletionStage<U>> work) {
    return super.thenComposeAsync(Carried.function(work));
  }

  @Override
  public <U> CompletableFuture<U> thenComposeAsync(
      Function<? super T, ? extends CompletionStage<U>> work, Executor on) {
    return super.thenComposeAsync(Carried.function(work), on);
  }

  @Override
  public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> work) {
    return super.handle(biFunction(work));
  }

  @Override
  public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> work) {
    return super.handleAsync(biFunction(work));
  }

  @Override
  public <U> CompletableFuture<U> handleAsync(
      BiFunction<? super T, Throwable, ? extends U> work, Executor on) {
    return super.handleAsync(biFunction(work), on);
  }

  @Override
  public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> work) {
    return super.whenComplete(biConsumer(work));
  }

  @Override
  public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> work) {
    return super.whenCompleteAsync(biConsumer(work));
  }

  @Override
  public CompletableFuture<T> whenCompleteAsync(
      BiConsumer<? super T, ? super Throwable> work, Executor on) {
    return super.whenCompleteAsync(biConsumer(work), on);
  }

  @Override
  public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> work) {
    return super.exceptionally(Carried.function(work));
  }

  @Override
  public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> work) {
    return super.exceptionallyAsync(Carried.function(work));
  }

  @Override
  public CompletableFuture<T> exceptionallyAsync(
      Function<Throwable, ? extends T> work, Executor on) {
    return super.exceptionallyAsync(Carried.function(work), on);
  }

  @Override
  public CompletableFuture<T> exceptionallyCompose(
      Function<Throwable, ? extends CompletionStage<T>> work) {
    return super.exceptionallyCompose(Carried.function(work));
  }

  @Override
  public CompletableFuture<T> exceptionallyComposeAsync(
      Function<Throwable, ? extends CompletionStage<T>> work) {
    return super.exceptionallyComposeAsync(Carried.function(work));
  }

  @Override
  public CompletableFuture<T> exceptionallyComposeAsync(
      Function<Throwable, ? extends CompletionStage<T>> work, Executor on) {
    return super.exceptionallyComposeAsync(Carried.function(work), on);
  }

  private static <A extends @Nullable Object> Consumer<A> consumer(Consumer<? super A> work) {
    ScopeTransfer transfer = ScopeTransfer.ofCurrent();
    return value -> Carried.in(transfer, () -> work.accept(value)).run();
  }

  private static <A extends @Nullable Object, B extends @Nullable Object>
      BiConsumer<A, B> biConsumer(BiConsumer<? super A, ? super B> work) {
    ScopeTransfer transfer = ScopeTransfer.ofCurrent();
    return (first, second) -> Carried.in(transfer, () -> work.accept(first, second)).run();
  }

  private static <
          A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      BiFunction<A, B, R> biFunction(BiFunction<? super A, ? super B, ? extends R> work) {
    ScopeTransfer transfer = ScopeTransfer.ofCurrent();
    return (first, second) ->
        Carried.<R>in(transfer, (Supplier<R>) () -> work.apply(first, second)).get();
  }
}
