package io.leasehold.tenancy.propagation;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * Wraps executors so that work runs in the scope of the thread that submitted it. Platform and
 * virtual threads alike; the executor that is wrapped stays its owner's, and shutting the wrapper
 * down shuts it down.
 *
 * <p>Absence is carried as well: work submitted outside every scope runs outside every scope,
 * whatever the worker thread had before. After the work the worker thread has what it had.
 *
 * <p>A later stage of a plain {@code CompletableFuture} ({@code thenApplyAsync(f, executor)}) gets
 * no scope, because it is not its author who submits it but whoever completes the stage before,
 * maybe another tenant; {@link TenantFutures} has futures that carry the author's.
 *
 * <p>The scope is a snapshot: a tenant that is suspended afterwards is still in it. Work that waits
 * for long goes through {@link TenantWorker}, which asks the registry when it starts.
 */
public final class TenantExecutors {

  private TenantExecutors() {}

  /** The executor, carrying the scope. */
  public static Executor propagating(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return command -> executor.execute(Carried.command(command));
  }

  /** The executor service, carrying the scope. */
  public static ExecutorService propagating(ExecutorService threads) {
    return new PropagatingExecutorService(threads);
  }

  /**
   * The timer, carrying the scope. Periodic work is refused inside a tenant's or a cross-tenant
   * scope with a {@link PeriodicTenantWorkException}: it would outlive what was decided about the
   * tenant.
   */
  public static ScheduledExecutorService propagating(ScheduledExecutorService timer) {
    return new PropagatingScheduler(timer);
  }

  /**
   * Threads that start in the scope of the thread that makes them: for what makes one thread per
   * task, such as {@code StructuredTaskScope} or {@code Executors.newThreadPerTaskExecutor}.
   *
   * <p>Not for pools, whose threads serve many: those of {@code ThreadPoolExecutor} (the JDK's and
   * Tomcat's) are refused with an {@code IllegalArgumentException}; wrap the pool instead.
   */
  public static ThreadFactory taskThreads(ThreadFactory factory) {
    Objects.requireNonNull(factory, "factory");
    return task -> {
      if (task.getClass().getName().endsWith("ThreadPoolExecutor$Worker")) {
        throw new IllegalArgumentException(
            "the thread of a pool would keep one tenant for all its tasks: wrap the pool with"
                + " TenantExecutors.propagating");
      }
      return factory.newThread(Carried.work(task));
    };
  }
}
