package io.leasehold.isolation.aws;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.Tier;

/** The tenants of the tests. */
final class Tenants {

  static final Tenant ACME = Tenant.active(Samples.ACME, Tier.of("pool"));
  static final Tenant GLOBEX = Tenant.active(Samples.GLOBEX, Tier.of("pool"));

  private Tenants() {}
}
