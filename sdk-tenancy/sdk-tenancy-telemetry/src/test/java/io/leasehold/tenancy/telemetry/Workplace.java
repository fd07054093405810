package io.leasehold.tenancy.telemetry;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;

/** The tenants of these tests. */
final class Workplace {

  static final Tenant ACME = tenant("t-1").withName("Acme Corporation");
  static final Tenant GLOBEX = tenant("t-2").withName("Globex GmbH");

  private Workplace() {}

  static Tenant tenant(String id) {
    return Tenant.active(TenantId.of(id), Tier.of("basic"));
  }
}
