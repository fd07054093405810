package io.leasehold.tenancy;

import io.leasehold.tenancy.internal.ScopeHolder;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs code inside a {@link TenantScope} and restores the outer scope afterwards, whatever happens.
 *
 * <p>This is the only way to enter a scope: there is no setter, no default and no inheritance by
 * new threads, so a scope can neither be forgotten nor leak to the next user of a pooled thread. To
 * take the scope to another thread, {@link #wrap(Runnable)} the work.
 *
 * <p>Thread-safe: each thread has its own scope.
 */
public final class TenantScopes {

  private TenantScopes() {}

  /**
   * Calls the work on behalf of the tenant.
   *
   * @return what the work returns
   * @throws Exception what the work throws
   */
  public static <T extends @Nullable Object> T call(Tenant tenant, Callable<T> work)
      throws Exception {
    return call(new TenantScope.InTenant(tenant), work);
  }

  /**
   * Calls the work inside the scope.
   *
   * @return what the work returns
   * @throws Exception what the work throws
   */
  public static <T extends @Nullable Object> T call(TenantScope scope, Callable<T> work)
      throws Exception {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(work, "work");
    TenantScope outer = ScopeHolder.replace(scope);
    try {
      return work.call();
    } finally {
      ScopeHolder.replace(outer);
    }
  }

  /** Runs the work on behalf of the tenant. */
  public static void run(Tenant tenant, Runnable work) {
    run(new TenantScope.InTenant(tenant), work);
  }

  /** Runs the work inside the scope. */
  public static void run(TenantScope scope, Runnable work) {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(work, "work");
    TenantScope outer = ScopeHolder.replace(scope);
    try {
      work.run();
    } finally {
      ScopeHolder.replace(outer);
    }
  }

  /**
   * The work, bound to the scope of the calling thread, to be run on any thread.
   *
   * @throws TenantRequiredException if the calling thread is in no scope
   */
  public static Runnable wrap(Runnable work) {
    Objects.requireNonNull(work, "work");
    TenantScope captured = current().orElseThrow(TenantRequiredException::new);
    return () -> run(captured, work);
  }

  /**
   * The work, bound to the scope of the calling thread, to be called on any thread.
   *
   * @throws TenantRequiredException if the calling thread is in no scope
   */
  public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> work) {
    Objects.requireNonNull(work, "work");
    TenantScope captured = current().orElseThrow(TenantRequiredException::new);
    return () -> call(captured, work);
  }

  /** The scope of the calling thread, if it is in one. */
  static Optional<TenantScope> current() {
    return Optional.ofNullable(ScopeHolder.get());
  }
}
