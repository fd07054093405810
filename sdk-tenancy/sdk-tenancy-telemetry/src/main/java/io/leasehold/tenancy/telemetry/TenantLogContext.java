package io.leasehold.tenancy.telemetry;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.spi.ScopeObserver;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps the id of the tenant in the log context under {@link #KEY} for as long as the thread is in
 * the tenant's scope; write {@code %X{leasehold.tenant}} in the pattern. Works by being on the
 * class path. Thread-safe.
 */
public final class TenantLogContext implements ScopeObserver {

  /** {@code leasehold.tenant}. */
  public static final String KEY = "leasehold.tenant";

  private final Function<Tenant, String> text;

  /** For the service loader. */
  public TenantLogContext() {
    // The id and nothing else: its grammar has no line break, and it is nobody's name.
    this(tenant -> tenant.id().value());
  }

  /** With another text than the id only in the sabotage test. */
  TenantLogContext(Function<Tenant, String> text) {
    this.text = text;
  }

  @Override
  public void moved(@Nullable TenantScope left, @Nullable TenantScope entered) {
    if (entered instanceof TenantScope.InTenant inTenant) {
      MDC.put(KEY, text.apply(inTenant.tenant()));
    } else {
      MDC.remove(KEY);
    }
  }
}
