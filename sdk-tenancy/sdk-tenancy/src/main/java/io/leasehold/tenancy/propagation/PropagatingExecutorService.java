package io.leasehold.tenancy.propagation;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Takes the scope of the submitting thread along. */
class PropagatingExecutorService implements ExecutorService {

  private final ExecutorService threads;

  PropagatingExecutorService(ExecutorService threads) {
    this.threads = Objects.requireNonNull(threads, "threads");
  }

  @Override
  public void execute(Runnable command) {
    threads.execute(Carried.command(command));
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    return threads.submit(Carried.call(task));
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
    return threads.submit(Carried.work(task), result);
  }

  @Override
  public Future<?> submit(Runnable task) {
    return threads.submit(Carried.work(task));
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return threads.invokeAll(Carried.calls(tasks));
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return threads.invokeAll(Carried.calls(tasks), timeout, unit);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return threads.invokeAny(Carried.calls(tasks));
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return threads.invokeAny(Carried.calls(tasks), timeout, unit);
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
