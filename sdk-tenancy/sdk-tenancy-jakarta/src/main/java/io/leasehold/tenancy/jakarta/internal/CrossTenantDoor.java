package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.jakarta.CrossTenantRefusedException;
import io.leasehold.tenancy.jakarta.PlatformRequiredException;
import io.leasehold.tenancy.jakarta.TenantRule;
import io.leasehold.tenancy.token.VerifiedToken;
import jakarta.enterprise.context.Dependent;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Lets the platform's callers with the role through the application's audited door. */
@Dependent
public class CrossTenantDoor {

  /** Calls the work across tenants. */
  public @Nullable Object call(TenantRule.AcrossTenants rule, Callable<@Nullable Object> work)
      throws Exception {
    VerifiedToken caller = PlatformCaller.current().orElseThrow(PlatformRequiredException::new);
    if (TenantContext.scope().filter(TenantScope.Platform.class::isInstance).isEmpty()) {
      throw new PlatformRequiredException();
    }
    if (Collections.disjoint(caller.roles(), rule.roles())) {
      throw new CrossTenantRefusedException();
    }
    throw new UnsupportedOperationException("no audited door");
  }
}
