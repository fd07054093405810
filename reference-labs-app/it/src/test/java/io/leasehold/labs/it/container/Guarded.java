package io.leasehold.labs.it.container;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantSwitchInTransactionException;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.PlatformScoped;
import io.leasehold.tenancy.jakarta.TenantOptional;
import io.leasehold.tenancy.jakarta.TenantRequired;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A resource with the annotations, and a bean with them. */
@RequestScoped
@Path("guarded")
@Produces(MediaType.TEXT_PLAIN)
public class Guarded {

  @Inject Ledger ledger;
  @Resource UserTransaction transaction;

  /** A bean that is no resource. */
  @ApplicationScoped
  @TenantRequired
  public static class Ledger {

    public String read() {
      return scope();
    }

    @PlatformScoped("close the month")
    public String closeMonth() {
      return scope();
    }
  }

  @GET
  public String byDefault() {
    return scope();
  }

  @GET
  @Path("open/{id}")
  @TenantOptional
  public String open() {
    return scope();
  }

  @GET
  @Path("ledger")
  @TenantOptional
  public String ledger() {
    try {
      return ledger.read() + " " + ledger.closeMonth() + " " + scope();
    } catch (TenantRequiredException e) {
      return "refused " + e.code();
    }
  }

  @GET
  @Path("operators")
  @PlatformScoped
  public String operators() {
    return scope();
  }

  /** Tries to become another tenant in the middle of a transaction. */
  @GET
  @Path("switch")
  public String changeTenantInTransaction() throws Exception {
    Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));
    transaction.begin();
    try {
      TenantScopes.run(globex, () -> {});
      return "became globex";
    } catch (TenantSwitchInTransactionException e) {
      return "refused " + e.code();
    } finally {
      transaction.rollback();
    }
  }

  private static String scope() {
    return TenantContext.scope()
        .map(
            scope ->
                scope instanceof TenantScope.InTenant in
                    ? in.tenant().id().value()
                    : scope.getClass().getSimpleName())
        .orElse("none");
  }
}
