package io.leasehold.tenancy;

import io.leasehold.tenancy.spi.ScopeObserver;
import org.jspecify.annotations.Nullable;

/** Fails for one tenant; found by the service loader. */
public final class FailingObserver implements ScopeObserver {

  static final TenantId UNLUCKY = TenantId.of("observer-fails");

  @Override
  public void moved(@Nullable TenantScope left, @Nullable TenantScope entered) {
    if (entered instanceof TenantScope.InTenant inTenant
        && inTenant.tenant().id().equals(UNLUCKY)) {
      throw new IllegalStateException("telemetry is down");
    }
  }
}
