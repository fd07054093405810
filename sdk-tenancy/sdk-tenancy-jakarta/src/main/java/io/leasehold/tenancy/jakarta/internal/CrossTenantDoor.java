package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.CrossTenantAccess;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.jakarta.CrossTenantRoleException;
import io.leasehold.tenancy.jakarta.PlatformRequiredException;
import io.leasehold.tenancy.jakarta.TenantRule;
import io.leasehold.tenancy.token.VerifiedToken;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Lets the platform's callers with the role through the application's audited door. */
@Dependent
@SuppressWarnings("NullAway.Init") // The container injects.
public class CrossTenantDoor {

  @Inject private Instance<CrossTenantAccess> access;

  /** Calls the work across tenants. */
  public @Nullable Object call(TenantRule.AcrossTenants rule, Callable<@Nullable Object> work)
      throws Exception {
    VerifiedToken caller = PlatformCaller.current().orElseThrow(PlatformRequiredException::new);
    if (TenantContext.scope().filter(TenantScope.Platform.class::isInstance).isEmpty()) {
      throw new PlatformRequiredException();
    }
    if (Collections.disjoint(caller.roles(), rule.roles())) {
      throw new CrossTenantRoleException();
    }
    if (!access.isResolvable()) {
      throw new IllegalStateException(
          "@CrossTenant needs exactly one bean of type CrossTenantAccess: let a method of the"
              + " application return it with @Produces @Singleton");
    }
    String by = caller.subject() + " of " + caller.issuer();
    return access.get().call(rule.reason(), by, rule.limit(), work);
  }
}
