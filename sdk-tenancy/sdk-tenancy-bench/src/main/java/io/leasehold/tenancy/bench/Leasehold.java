package io.leasehold.tenancy.bench;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.CachingTenantRegistry;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerifier;
import io.leasehold.tenancy.token.TrustedIssuer;

/**
 * This library, all the way: the token, the host, the registry behind its cache, the agreement and
 * the scope. That is more than the others do.
 */
final class Leasehold implements Contender {

  static final String TENANT = "t-4711";

  /** Room for some fifteen of the tokens here. */
  static final long FEW_TOKENS = 64 * 1024;

  private final TokenVerifier verifier;
  private final TenantEntry entry =
      TenantEntry.of(
          CachingTenantRegistry.around(
              InMemoryTenantRegistry.of(
                  Tenant.active(TenantId.of(TENANT), Tier.of("basic")).withIssuers(Idp.ISSUER))),
          HostTenantResolver.of("shop.example.com"),
          ClaimTenantResolver.claim("tenant_id"));

  Leasehold(Idp idp, long cacheBytes) {
    this.verifier = verifier(idp, cacheBytes);
  }

  static TokenVerifier verifier(Idp idp, long cacheBytes) {
    return TokenVerifier.builder(
            TrustedIssuers.of(TrustedIssuer.of(Idp.ISSUER, idp.jwksUri(), Idp.AUDIENCE)))
        .allowLoopbackHttp()
        .cacheBytes(cacheBytes)
        .build();
  }

  @Override
  public Object accept(String token) throws Exception {
    RequestSignals signals =
        RequestSignals.at(TENANT + ".shop.example.com").withVerification(verifier.verify(token));
    if (!(entry.decide(signals) instanceof TenantDecision.Admitted admitted)) {
      throw new IllegalArgumentException("not admitted");
    }
    return TenantScopes.call(admitted.scope(), TenantContext::require);
  }

  @Override
  public void close() {
    verifier.close();
  }
}
