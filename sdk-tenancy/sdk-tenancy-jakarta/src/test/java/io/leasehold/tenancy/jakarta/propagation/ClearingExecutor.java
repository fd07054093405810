package io.leasehold.tenancy.jakarta.propagation;

import io.leasehold.tenancy.spi.ScopeTransfer;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.Trigger;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a server's default executor does to the tenant: it clears it. The container's own is tested
 * inside the container.
 */
final class ClearingExecutor extends ScheduledThreadPoolExecutor
    implements ManagedScheduledExecutorService {

  ClearingExecutor() {
    super(1);
  }

  @Override
  protected <V> RunnableScheduledFuture<V> decorateTask(
      Runnable command, RunnableScheduledFuture<V> task) {
    return task;
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    ScopeTransfer.ofNothing().begin();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, Trigger trigger) {
    return schedule(command, 0, TimeUnit.SECONDS);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, Trigger trigger) {
    return schedule(callable, 0, TimeUnit.SECONDS);
  }

  @Override
  public ContextService getContextService() {
    throw new UnsupportedOperationException("no server");
  }

  @Override
  public <T> CompletableFuture<T> copy(CompletableFuture<T> stage) {
    return stage.copy();
  }

  @Override
  public <T> CompletionStage<T> copy(CompletionStage<T> stage) {
    return stage.toCompletableFuture().copy();
  }

  @Override
  public <U> CompletableFuture<U> completedFuture(U value) {
    return CompletableFuture.completedFuture(value);
  }

  @Override
  public <U> CompletionStage<U> completedStage(U value) {
    return CompletableFuture.completedStage(value);
  }

  @Override
  public <U> CompletableFuture<U> failedFuture(Throwable failure) {
    return CompletableFuture.failedFuture(failure);
  }

  @Override
  public <U> CompletionStage<U> failedStage(Throwable failure) {
    return CompletableFuture.failedStage(failure);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<Void> runAsync(Runnable work) {
    return CompletableFuture.runAsync(work, this);
  }

  @Override
  public <U> CompletableFuture<U> supplyAsync(Supplier<U> work) {
    return CompletableFuture.supplyAsync(work, this);
  }
}
