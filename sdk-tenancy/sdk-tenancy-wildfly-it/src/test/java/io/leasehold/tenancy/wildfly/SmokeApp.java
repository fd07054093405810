package io.leasehold.tenancy.wildfly;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantSwitchInTransactionException;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.TenantOptional;
import io.leasehold.tenancy.jakarta.TenantRequired;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.token.TokenVerifier;
import io.leasehold.tenancy.token.TrustedIssuer;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.util.Optional;

/** The smallest application with the SDK in it. */
@ApplicationPath("/api")
public class SmokeApp extends Application {

  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  /** What the filter asks for. */
  @ApplicationScoped
  public static class Beans {

    private static String issuer() {
      return System.getProperty("smoke.issuer", "");
    }

    @Produces
    @Singleton
    TenantEntry entry() {
      Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic")).withIssuers(issuer());
      return TenantEntry.of(
          InMemoryTenantRegistry.of(acme, GLOBEX),
          HostTenantResolver.of("localhost"),
          ClaimTenantResolver.claim("tenant_id"));
    }

    @Produces
    @Singleton
    TokenVerifier verifier() {
      TrustedIssuer trusted =
          TrustedIssuer.of(issuer(), URI.create(System.getProperty("smoke.jwks", "")), "labs");
      return TokenVerifier.builder(
              name -> name.equals(trusted.issuer()) ? Optional.of(trusted) : Optional.empty())
          .allowLoopbackHttp()
          .build();
    }
  }

  /** A guarded bean. */
  @ApplicationScoped
  @TenantRequired
  public static class Ledger {

    public String read() {
      return TenantContext.require().id().value();
    }
  }

  /** A resource. */
  @RequestScoped
  @Path("smoke")
  public static class Smoke {

    @Inject Ledger ledger;
    @Resource UserTransaction transaction;

    @GET
    public String mine() {
      return ledger.read();
    }

    @GET
    @Path("open")
    @TenantOptional
    public String open() {
      return TenantContext.current().map(tenant -> tenant.id().value()).orElse("nobody");
    }

    @GET
    @Path("switch")
    public String change() throws Exception {
      transaction.begin();
      try {
        TenantScopes.run(GLOBEX, () -> {});
        return "became globex";
      } catch (TenantSwitchInTransactionException e) {
        return "refused";
      } finally {
        transaction.rollback();
      }
    }
  }
}
