package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;

/** The tenants of these tests, and what code sees of them. */
final class Scopes {

  static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("premium"));
  static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private Scopes() {}

  /** The id of the tenant in scope, or "nobody". */
  static String seen() {
    return TenantContext.current().map(tenant -> tenant.id().value()).orElse("nobody");
  }
}
