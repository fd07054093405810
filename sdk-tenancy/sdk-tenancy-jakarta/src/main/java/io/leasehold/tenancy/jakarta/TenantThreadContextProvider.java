package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.spi.ScopeTransfer;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;

/**
 * Carries the tenant scope through managed executors. Found by the container. A context service has
 * to name the type {@link #TYPE} among what it propagates; the container's default executor does
 * not and clears the scope, so work there fails rather than run for the wrong tenant.
 */
public final class TenantThreadContextProvider implements ThreadContextProvider {

  /** The type of context, for {@code @ContextServiceDefinition(propagated = ...)}. */
  public static final String TYPE = "Tenant";

  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    return snapshot(ScopeTransfer.ofCurrent());
  }

  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    return snapshot(ScopeTransfer.ofNothing());
  }

  @Override
  public String getThreadContextType() {
    return TYPE;
  }

  private static ThreadContextSnapshot snapshot(ScopeTransfer transfer) {
    return () -> {
      ScopeTransfer.Begun begun = transfer.begin();
      ThreadContextRestorer restorer = begun::end;
      return restorer;
    };
  }
}
