package io.leasehold.labs.it.container;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.token.TokenVerifier;
import io.leasehold.tenancy.token.TrustedIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Two tenants, each with an issuer of its own. */
@ApplicationScoped
public class ContainerTenancy {

  static final String ISSUERS = "issuers.txt";

  @Produces
  @Singleton
  TenantEntry entry() {
    return TenantEntry.of(
        InMemoryTenantRegistry.of(tenant("acme"), tenant("globex")),
        HostTenantResolver.of("localhost"),
        ClaimTenantResolver.claim("tenant_id"));
  }

  @Produces
  @Singleton
  TokenVerifier verifier() {
    Map<String, TrustedIssuer> issuers =
        Map.of(
            issuer("acme"),
            trusted("acme"),
            issuer("globex"),
            trusted("globex"),
            issuer("operators"),
            trusted("operators"));
    return TokenVerifier.builder(issuer -> Optional.ofNullable(issuers.get(issuer)))
        .allowLoopbackHttp()
        .build();
  }

  @Produces
  @Singleton
  TenantFilterSettings settings() {
    // The test runner comes by address and belongs to no tenant.
    return TenantFilterSettings.defaults()
        .withExemptPaths("/ArquillianServletRunnerEE9")
        .withPlatformIssuers(issuer("operators"));
  }

  private static Tenant tenant(String name) {
    return Tenant.active(TenantId.of(name), Tier.of("basic")).withIssuers(issuer(name));
  }

  private static TrustedIssuer trusted(String name) {
    return TrustedIssuer.of(issuer(name), URI.create(issuer(name) + "/jwks"), "labs");
  }

  private static String issuer(String name) {
    try (InputStream text = ContainerTenancy.class.getResourceAsStream("/" + ISSUERS)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).trim() + "/" + name;
    } catch (IOException e) {
      throw new IllegalStateException(ISSUERS + " cannot be read", e);
    }
  }
}
