package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.util.function.Supplier;

/** Two tenants. */
final class Who {

  static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private Who() {}

  static <T> T as(Tenant tenant, Supplier<T> work) {
    try {
      return TenantScopes.call(tenant, work::get);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
