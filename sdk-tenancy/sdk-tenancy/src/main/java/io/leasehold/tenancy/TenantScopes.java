package io.leasehold.tenancy;

import io.leasehold.tenancy.internal.ScopeGate;
import io.leasehold.tenancy.internal.ScopeHolder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs code inside a {@link TenantScope} and restores the outer scope afterwards, whatever happens.
 *
 * <p>This is the only way to enter a scope: there is no setter, no default and no inheritance by
 * new threads, so a scope can neither be forgotten nor leak to the next user of a pooled thread. To
 * take the scope to another thread, {@link #wrap(Runnable)} the work.
 *
 * <p>The tenant cannot change inside an active transaction: what the transaction has read or locked
 * belongs to another. {@link TenantSwitchInTransactionException} says so where a {@code
 * spi.TransactionProbe} sees the transaction; to run for the same tenant again is no change, and to
 * go to the platform or public scope reaches no tenant's rows.
 *
 * <p>Thread-safe: each thread has its own scope.
 */
public final class TenantScopes {

  private TenantScopes() {}

  /**
   * Calls the work on behalf of the tenant.
   *
   * @return what the work returns
   * @throws TenantSwitchInTransactionException if the tenant would change inside a transaction
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
   * @throws TenantSwitchInTransactionException if the tenant would change inside a transaction
   * @throws Exception what the work throws
   */
  public static <T extends @Nullable Object> T call(TenantScope scope, Callable<T> work)
      throws Exception {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(work, "work");
    TenantScope outer = ScopeHolder.enter(scope);
    try {
      return work.call();
    } finally {
      ScopeHolder.replace(outer);
    }
  }

  /**
   * Runs the work on behalf of the tenant.
   *
   * @throws TenantSwitchInTransactionException if the tenant would change inside a transaction
   */
  public static void run(Tenant tenant, Runnable work) {
    run(new TenantScope.InTenant(tenant), work);
  }

  /**
   * Runs the work inside the scope.
   *
   * @throws TenantSwitchInTransactionException if the tenant would change inside a transaction
   */
  public static void run(TenantScope scope, Runnable work) {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(work, "work");
    TenantScope outer = ScopeHolder.enter(scope);
    try {
      work.run();
    } finally {
      ScopeHolder.replace(outer);
    }
  }

  /**
   * Runs the work once for each tenant, one after the other, each in its own scope. The failure of
   * one keeps none of the others from its turn.
   *
   * @param tenants in the order in which they have their turn; read while the work runs
   * @throws ForEachTenantException at the end, if the work failed for at least one; it names them
   *     and has what was thrown
   * @throws TenantSwitchInTransactionException at once, if the calling thread is in a transaction,
   *     which then would be everybody's
   */
  public static void forEach(Iterable<Tenant> tenants, Consumer<Tenant> work) {
    Objects.requireNonNull(work, "work");
    ScopeGate.requireNoTransaction();
    Map<TenantId, RuntimeException> failures = new LinkedHashMap<>();
    for (Tenant tenant : tenants) {
      try {
        run(tenant, () -> work.accept(tenant));
      } catch (RuntimeException failure) {
        failures.put(tenant.id(), failure);
      }
    }
    if (!failures.isEmpty()) {
      throw new ForEachTenantException(failures);
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
