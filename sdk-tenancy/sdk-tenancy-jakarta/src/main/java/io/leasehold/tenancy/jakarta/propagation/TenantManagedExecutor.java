package io.leasehold.tenancy.jakarta.propagation;

import io.leasehold.tenancy.propagation.TenantExecutors;
import io.leasehold.tenancy.propagation.TenantFutures;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A managed executor that carries the scope; its futures carry it to their stages. Whatever else
 * the executor carries, it carries.
 */
class TenantManagedExecutor implements ManagedExecutorService {

  private final ManagedExecutorService managed;
  private final ExecutorService carrying;

  TenantManagedExecutor(ManagedExecutorService managed) {
    this.managed = managed;
    this.carrying = TenantExecutors.propagating((ExecutorService) managed);
  }

  @Override
  public <U> CompletableFuture<U> supplyAsync(Supplier<U> work) {
    return TenantFutures.supplyAsync(work, managed);
  }

  @Override
  public CompletableFuture<Void> runAsync(Runnable work) {
    return TenantFutures.runAsync(work, managed);
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return copy(new CompletableFuture<>());
  }

  @Override
  public <U> CompletableFuture<U> completedFuture(U value) {
    return copy(CompletableFuture.completedFuture(value));
  }

  @Override
  public <U> CompletionStage<U> completedStage(U value) {
    return completedFuture(value);
  }

  @Override
  public <U> CompletableFuture<U> failedFuture(Throwable failure) {
    return copy(CompletableFuture.failedFuture(failure));
  }

  @Override
  public <U> CompletionStage<U> failedStage(Throwable failure) {
    return failedFuture(failure);
  }

  @Override
  public <T> CompletableFuture<T> copy(CompletableFuture<T> stage) {
    return TenantFutures.propagating(stage, managed);
  }

  @Override
  public <T> CompletionStage<T> copy(CompletionStage<T> stage) {
    return TenantFutures.propagating(stage, managed);
  }

  @Override
  public ContextService getContextService() {
    return managed.getContextService();
  }

  @Override
  public void execute(Runnable command) {
    carrying.execute(command);
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    return carrying.submit(task);
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
    return carrying.submit(task, result);
  }

  @Override
  public Future<?> submit(Runnable task) {
    return carrying.submit(task);
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return carrying.invokeAll(tasks);
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return carrying.invokeAll(tasks, timeout, unit);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return carrying.invokeAny(tasks);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return carrying.invokeAny(tasks, timeout, unit);
  }

  // The life of the server's executor is the server's; it refuses these itself.

  @Override
  public void shutdown() {
    managed.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return managed.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return managed.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return managed.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return managed.awaitTermination(timeout, unit);
  }
}
