package io.leasehold.provisioning.plan.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Somebody else's timer, with the same manners as {@link BorrowedExecutor}. */
final class BorrowedTimer extends BorrowedExecutor implements ScheduledExecutorService {

  private final ScheduledExecutorService lender;
  private final Set<ScheduledFuture<?>> scheduled = ConcurrentHashMap.newKeySet();

  BorrowedTimer(ScheduledExecutorService lender) {
    super(lender);
    this.lender = lender;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return kept(lender.schedule(command, delay, unit));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return kept(lender.schedule(callable, delay, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return kept(lender.scheduleAtFixedRate(command, initialDelay, period, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return kept(lender.scheduleWithFixedDelay(command, initialDelay, delay, unit));
  }

  @Override
  public void shutdown() {
    super.shutdown();
    scheduled.forEach(future -> future.cancel(false));
  }

  @Override
  public List<Runnable> shutdownNow() {
    scheduled.forEach(future -> future.cancel(true));
    return super.shutdownNow();
  }

  private <F extends ScheduledFuture<?>> F kept(F future) {
    scheduled.add(future);
    return future;
  }
}
