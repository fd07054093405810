package io.leasehold.tenancy.jakarta.propagation;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.propagation.PeriodicTenantWorkException;
import io.leasehold.tenancy.propagation.TenantExecutors;
import io.leasehold.tenancy.spi.ScopeTransfer;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.Trigger;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A managed timer that carries the scope into work that ends, as the plain one does. */
final class TenantManagedScheduler extends TenantManagedExecutor
    implements ManagedScheduledExecutorService {

  private final ManagedScheduledExecutorService managed;
  private final ScheduledExecutorService carrying;

  TenantManagedScheduler(ManagedScheduledExecutorService managed) {
    super(managed);
    this.managed = managed;
    this.carrying = TenantExecutors.propagating((ScheduledExecutorService) managed);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return carrying.schedule(command, delay, unit);
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return carrying.schedule(callable, delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return carrying.scheduleAtFixedRate(command, initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return carrying.scheduleWithFixedDelay(command, initialDelay, delay, unit);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, Trigger trigger) {
    return schedule(Executors.callable(command), trigger);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, Trigger trigger) {
    ScopeTransfer transfer = endless();
    return managed.schedule(
        () -> {
          ScopeTransfer.Begun begun = transfer.begin();
          try {
            return callable.call();
          } finally {
            begun.end();
          }
        },
        trigger);
  }

  // A trigger can go on for ever, and nobody but the trigger knows.
  private static ScopeTransfer endless() {
    TenantScope scope = TenantContext.scope().orElse(null);
    if (scope instanceof TenantScope.InTenant || scope instanceof TenantScope.CrossTenant) {
      throw new PeriodicTenantWorkException();
    }
    return ScopeTransfer.ofCurrent();
  }
}
