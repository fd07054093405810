package io.leasehold.tenancy.internal;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantSwitchInTransactionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked before a thread enters a scope. */
public final class ScopeGate {

  private static final TransactionProbes PROBES = TransactionProbes.load();

  private ScopeGate() {}

  /**
   * Refuses what must not be entered here.
   *
   * @throws io.leasehold.tenancy.TenancyException if it must not
   */
  static void require(@Nullable TenantScope current, @Nullable TenantScope next) {
    require(current, next, PROBES);
  }

  static void require(
      @Nullable TenantScope current, @Nullable TenantScope next, TransactionProbes probes) {
    if (next instanceof TenantScope.CrossTenant access) {
      access.requireOpen();
    }
    if (reachesRows(next) && !onBehalfOfTheSame(current, next) && probes.anySeesTransaction()) {
      throw new TenantSwitchInTransactionException();
    }
  }

  /**
   * Refuses work that is about to change the tenant more than once.
   *
   * @throws TenantSwitchInTransactionException if the calling thread is in a transaction
   */
  public static void requireNoTransaction() {
    if (PROBES.anySeesTransaction()) {
      throw new TenantSwitchInTransactionException();
    }
  }

  private static boolean reachesRows(@Nullable TenantScope scope) {
    return scope instanceof TenantScope.InTenant || scope instanceof TenantScope.CrossTenant;
  }

  private static boolean onBehalfOfTheSame(
      @Nullable TenantScope current, @Nullable TenantScope next) {
    Optional<Tenant> tenant = tenant(current);
    return current == next
        || (tenant.isPresent() && tenant.map(Tenant::id).equals(tenant(next).map(Tenant::id)));
  }

  private static Optional<Tenant> tenant(@Nullable TenantScope scope) {
    return scope instanceof TenantScope.InTenant inTenant
        ? Optional.of(inTenant.tenant())
        : Optional.empty();
  }
}
