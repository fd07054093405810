package io.leasehold.labs.platform;

import io.leasehold.tenancy.postgres.PostgresTenantRegistry;
import io.leasehold.tenancy.postgres.PostgresTrustedIssuers;
import io.leasehold.tenancy.registry.CachingTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.token.CachingTrustedIssuers;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What the SDK's filter and authentication mechanism ask the application for. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class TenancyBeans {

  @Inject private LabsSettings settings;
  @Inject private Databases databases;

  /** The tenants, remembered for a while. */
  @Produces
  @Singleton
  TenantRegistry registry() {
    return CachingTenantRegistry.around(
        new PostgresTenantRegistry(databases.platform()), settings.registryCache());
  }

  /** The door: the host and the verified claim must name the same tenant. */
  @Produces
  @Singleton
  TenantEntry entry(TenantRegistry registry) {
    return TenantEntry.of(
        registry,
        HostTenantResolver.of(settings.platformDomain()),
        ClaimTenantResolver.claim("tenant_id"));
  }

  /** The issuers' tokens. */
  @Produces
  @Singleton
  TokenVerifier verifier() {
    TokenVerifier.Builder verifier =
        TokenVerifier.builder(
            CachingTrustedIssuers.around(new PostgresTrustedIssuers(databases.platform())));
    return settings.loopbackIssuers() ? verifier.allowLoopbackHttp().build() : verifier.build();
  }

  void close(@Disposes TokenVerifier verifier) {
    verifier.close();
  }
}
