package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Something that another thread of this process works on later, together with the tenant's scope in
 * which it came up: an event, an entry of a queue in memory. Immutable, as far as the payload is.
 *
 * @param <T> what it is
 */
public final class Scoped<T> {

  private final T payload;
  private final TenantScope.InTenant scope;

  private Scoped(T payload, TenantScope.InTenant scope) {
    this.payload = Objects.requireNonNull(payload, "payload");
    this.scope = scope;
  }

  /**
   * The payload with the scope of the calling thread.
   *
   * @throws TenantRequiredException if that is not a tenant's
   */
  public static <T> Scoped<T> of(T payload) {
    return TenantContext.scope()
        .filter(TenantScope.InTenant.class::isInstance)
        .map(TenantScope.InTenant.class::cast)
        .map(scope -> new Scoped<>(payload, scope))
        .orElseThrow(TenantRequiredException::new);
  }

  /** What it is. */
  public T payload() {
    return payload;
  }

  /** Whose it is. */
  public TenantId tenant() {
    return scope.tenant().id();
  }

  /** Runs the work in the scope. */
  public void run(Runnable work) {
    TenantScopes.run(scope, work);
  }

  /**
   * Calls the work in the scope.
   *
   * @throws Exception what the work throws
   */
  public <R extends @Nullable Object> R call(Callable<R> work) throws Exception {
    return TenantScopes.call(scope, work);
  }

  /** The tenant's id and the type of the payload. */
  @Override
  public String toString() {
    return "Scoped[" + tenant() + ", " + payload.getClass().getSimpleName() + "]";
  }
}
