package io.leasehold.provisioning.plan.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Somebody else's threads. The engine shuts its executors down; a container's must not be, and
 * refuses. So shutting down ends here: own work is waited for or interrupted, no new work is taken.
 */
class BorrowedExecutor extends AbstractExecutorService {

  private final ExecutorService lender;
  private final Set<FutureTask<?>> working = ConcurrentHashMap.newKeySet();
  private final Object idle = new Object();
  private volatile boolean shutdown;

  BorrowedExecutor(ExecutorService lender) {
    this.lender = lender;
  }

  @Override
  public void execute(Runnable command) {
    if (shutdown) {
      throw new RejectedExecutionException("The plan runner is being closed.");
    }
    FutureTask<?> task =
        new FutureTask<>(command, true) {
          @Override
          protected void done() {
            synchronized (idle) {
              working.remove(this);
              idle.notifyAll();
            }
          }
        };
    working.add(task);
    try {
      lender.execute(task);
    } catch (RejectedExecutionException e) {
      working.remove(task);
      throw e;
    }
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    working.forEach(task -> task.cancel(true));
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && working.isEmpty();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long until = System.nanoTime() + unit.toNanos(timeout);
    synchronized (idle) {
      while (!working.isEmpty()) {
        long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (millis <= 0) {
          return false;
        }
        idle.wait(millis);
      }
    }
    return true;
  }
}
