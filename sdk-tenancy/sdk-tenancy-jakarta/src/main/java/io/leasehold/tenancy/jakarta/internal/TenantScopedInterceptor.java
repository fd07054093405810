package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.jakarta.TenantScoped;
import io.leasehold.tenancy.jakarta.propagation.TenantInputRequiredException;
import io.leasehold.tenancy.propagation.Scoped;
import io.leasehold.tenancy.propagation.TenantWorker;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a method for the tenant that came with its input, or not at all. */
@Interceptor
@TenantScoped
@Priority(TenantScopedInterceptor.PRIORITY)
@SuppressWarnings("NullAway.Init") // The container injects.
public class TenantScopedInterceptor {

  /** Before the interceptor that asks for the scope which this one binds. */
  public static final int PRIORITY = TenantInterceptor.PRIORITY - 10;

  @Inject private Instance<TenantWorker> workers;

  /** Around a method. */
  @AroundInvoke
  public @Nullable Object bind(InvocationContext context) throws Exception {
    Object[] arguments = Objects.requireNonNullElse(context.getParameters(), new Object[0]);
    List<Object> inputs =
        Arrays.stream(arguments)
            .filter(input -> input instanceof Scoped<?> || input instanceof TenantId)
            .toList();
    // Two of them could name two tenants; none of them is a choice.
    if (inputs.size() != 1) {
      throw new TenantInputRequiredException(
          context.getMethod().getDeclaringClass().getSimpleName()
              + "."
              + context.getMethod().getName());
    }
    return inputs.get(0) instanceof Scoped<?> scoped
        ? scoped.call(context::proceed)
        : worker().call((TenantId) inputs.get(0), context::proceed);
  }

  private TenantWorker worker() {
    if (!workers.isResolvable()) {
      throw new IllegalStateException(
          "a @TenantScoped method with a TenantId needs exactly one bean of type TenantWorker: let"
              + " a method of the application return it with @Produces @Singleton");
    }
    return workers.get();
  }
}
