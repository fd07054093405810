package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.token.VerifiedToken;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The tenants and tokens of these tests. */
final class Tenants {

  static final String SILO = "https://id.example.com/acme";
  static final String POOL = "https://id.example.com/pool";

  static final Tenant ACME =
      Tenant.active(TenantId.of("t-1"), Tier.of("premium"))
          .withSlug(TenantSlug.of("acme"))
          .withName("Acme Corporation")
          .withDomains(TenantDomain.of("labs.acme.example"))
          .withIssuers(SILO);

  static final Tenant GLOBEX =
      Tenant.active(TenantId.of("t-2"), Tier.of("basic"))
          .withSlug(TenantSlug.of("globex"))
          .withName("Globex GmbH")
          .withIssuers(POOL);

  static final Tenant INDIVIDUALS =
      Tenant.active(TenantId.of("t-3"), Tier.of("basic"))
          .withSlug(TenantSlug.of("individuals"))
          .withName("Individuals")
          .withIssuers(POOL);

  private Tenants() {}

  static VerifiedToken token(String issuer, Object tenantClaim) {
    return tokenWith(issuer, Map.of("tenant_id", tenantClaim));
  }

  static VerifiedToken tokenWith(String issuer, Map<String, Object> claims) {
    return new VerifiedToken(
        issuer, "ada", Set.of("labs"), Instant.parse("2026-01-01T00:00:00Z"), Set.of(), claims);
  }

  static RequestSignals visit(String host) {
    return RequestSignals.at(host).withRoute(Route.PUBLIC);
  }
}
