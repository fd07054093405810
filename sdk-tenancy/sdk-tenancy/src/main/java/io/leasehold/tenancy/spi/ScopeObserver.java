package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.TenantScope;
import org.jspecify.annotations.Nullable;

/**
 * Is told each time a thread goes from one scope to another: when a scope is entered, when the
 * outer one comes back, and when a transfer begins or ends. For log context, spans and metrics.
 *
 * <p>A scope is entered only after the tenant was verified, so this is the place to name a tenant
 * in telemetry; headers, baggage and unverified claims are not.
 *
 * <p>Implementations are found by {@link java.util.ServiceLoader} through the class loader of this
 * library, once per process. They are called on the thread that moves, after it moved, so that
 * {@code TenantContext} already tells the new scope. They are thread-safe, quick, and enter no
 * scope themselves. What they throw is logged and otherwise ignored: telemetry never decides
 * whether work runs, and never leaves a scope open.
 */
@FunctionalInterface
public interface ScopeObserver {

  /**
   * The calling thread moved.
   *
   * @param left the scope that it was in, or null if it was in none
   * @param entered the scope that it is in now, or null if it is in none
   */
  void moved(@Nullable TenantScope left, @Nullable TenantScope entered);
}
