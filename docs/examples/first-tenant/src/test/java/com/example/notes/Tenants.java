package com.example.notes;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;

/** Two tenants, each with an issuer of its own. */
final class Tenants {

  static final Tenant ACME =
      Tenant.active(TenantId.of("acme"), Tier.of("basic")).withIssuers("https://id.acme.example");
  static final Tenant GLOBEX =
      Tenant.active(TenantId.of("globex"), Tier.of("basic"))
          .withIssuers("https://id.globex.example");

  private Tenants() {}
}
