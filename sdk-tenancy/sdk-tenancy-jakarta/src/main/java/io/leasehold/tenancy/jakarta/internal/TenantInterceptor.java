package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.jakarta.PlatformRequiredException;
import io.leasehold.tenancy.jakarta.TenantGuarded;
import io.leasehold.tenancy.jakarta.TenantRule;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Enforces what a bean's method says about on whose behalf it runs. Outermost, so that a
 * transaction begins inside the scope and ends before it is left.
 */
@Interceptor
@TenantGuarded
@Priority(TenantInterceptor.PRIORITY)
@SuppressWarnings("NullAway.Init") // The container injects.
public class TenantInterceptor {

  /** Before the transactional interceptors, which have {@code PLATFORM_BEFORE + 200}. */
  public static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 100;

  @Inject private Instance<CrossTenantDoor> crossTenant;

  /** Around a method. */
  @AroundInvoke
  @AroundTimeout
  public @Nullable Object guard(InvocationContext context) throws Exception {
    Method method = context.getMethod();
    Object target = context.getTarget();
    Class<?> type = target == null ? method.getDeclaringClass() : target.getClass();
    TenantRule rule = TenantRule.of(type, method);
    if (rule instanceof TenantRule.Required) {
      TenantContext.require();
      return context.proceed();
    }
    if (rule instanceof TenantRule.OfPlatform platform) {
      return asPlatform(platform, type, context);
    }
    if (rule instanceof TenantRule.AcrossTenants across) {
      return crossTenant.get().call(across, context::proceed);
    }
    return context.proceed();
  }

  private static @Nullable Object asPlatform(
      TenantRule.OfPlatform rule, Class<?> type, InvocationContext context) throws Exception {
    // A resource is opened by the caller's credential, at the filter; a bean by whoever calls it.
    if (Declared.types(type).stream().anyMatch(each -> each.isAnnotationPresent(Path.class))) {
      if (TenantContext.scope().filter(TenantScope.Platform.class::isInstance).isEmpty()) {
        throw new PlatformRequiredException();
      }
      return context.proceed();
    }
    return TenantScopes.call(new TenantScope.Platform(rule.purpose()), context::proceed);
  }
}
