package io.leasehold.labs.platform;

import io.leasehold.tenancy.postgres.PostgresAllowances;
import io.leasehold.tenancy.postgres.PostgresTenantChanges;
import io.leasehold.tenancy.postgres.PostgresTenantRegistry;
import io.leasehold.tenancy.postgres.PostgresTrustedIssuers;
import io.leasehold.tenancy.registry.CachingTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.SharedAllowances;
import io.leasehold.tenancy.spi.TenantChanges;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.token.CachingTrustedIssuers;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What the SDK's filter and authentication mechanism ask the application for. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class TenancyBeans {

  @Inject private LabsSettings settings;
  @Inject private Databases databases;
  @Resource private ManagedThreadFactory threads;

  /** Follows the changes of tenants that any node makes. */
  @Produces
  @Singleton
  @Typed(PostgresTenantChanges.class)
  PostgresTenantChanges source() {
    return PostgresTenantChanges.start(databases.platform(), threads);
  }

  void close(@Disposes PostgresTenantChanges source) {
    source.close();
  }

  /** The tenants, remembered until they change, and for a while at most. */
  @Produces
  @Singleton
  @Typed({CachingTenantRegistry.class, TenantRegistry.class})
  CachingTenantRegistry registry(PostgresTenantChanges source) {
    return CachingTenantRegistry.builder(new PostgresTenantRegistry(databases.platform()))
        .ttl(settings.registryCache())
        .following(source)
        .build();
  }

  void close(@Disposes CachingTenantRegistry registry) {
    registry.close();
  }

  /** The same changes, told when the registry has let go of the old answer. */
  @Produces
  @Singleton
  @Typed(TenantChanges.class)
  TenantChanges changes(CachingTenantRegistry registry) {
    return registry.changes();
  }

  /** What tenants may ask for is counted for all nodes together. */
  @Produces
  @Singleton
  SharedAllowances allowances() {
    return new PostgresAllowances(databases.platform());
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
  TokenVerifier verifier(TenantChanges changes) {
    TokenVerifier.Builder verifier =
        TokenVerifier.builder(
                CachingTrustedIssuers.around(new PostgresTrustedIssuers(databases.platform())))
            .changes(changes);
    return settings.loopbackIssuers() ? verifier.allowLoopbackHttp().build() : verifier.build();
  }

  void close(@Disposes TokenVerifier verifier) {
    verifier.close();
  }
}
