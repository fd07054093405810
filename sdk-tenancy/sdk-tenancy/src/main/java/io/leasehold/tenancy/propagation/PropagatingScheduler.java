package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScope;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes the scope of the scheduling thread along, but not into work that never ends. */
final class PropagatingScheduler extends PropagatingExecutorService
    implements ScheduledExecutorService {

  private final ScheduledExecutorService timer;

  PropagatingScheduler(ScheduledExecutorService timer) {
    super(timer);
    this.timer = timer;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return timer.schedule(Carried.work(command), delay, unit);
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return timer.schedule(Carried.call(callable), delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return timer.scheduleAtFixedRate(periodic(command), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return timer.scheduleWithFixedDelay(periodic(command), initialDelay, delay, unit);
  }

  // A tenant may be suspended between two runs; a scope that was captured once would not notice.
  private static Runnable periodic(Runnable command) {
    TenantScope scope = TenantContext.scope().orElse(null);
    if (scope == null
        || scope instanceof TenantScope.Platform
        || scope instanceof TenantScope.Public) {
      return Carried.work(command);
    }
    throw new PeriodicTenantWorkException();
  }
}
