package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks the registry, at the time of the work, whether a tenant may be worked for. */
record TenantAdmission(TenantRegistry registry, Predicate<TenantStatus> admits) {

  TenantAdmission {
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(admits, "admits");
  }

  static TenantAdmission of(TenantRegistry registry) {
    return new TenantAdmission(registry, TenantStatus::admits);
  }

  /**
   * The tenant, whatever its status; a deleted one is nobody.
   *
   * @throws TenantRegistryUnavailableException whatever the registry throws
   */
  Optional<Tenant> find(TenantId id) {
    try {
      return registry.findById(id).filter(tenant -> tenant.status() != TenantStatus.DELETED);
    } catch (TenantRegistryUnavailableException outage) {
      throw outage;
    } catch (RuntimeException outage) {
      // Whatever else a registry throws says nothing about the tenant.
      throw new TenantRegistryUnavailableException(outage);
    }
  }

  boolean admits(Tenant tenant) {
    return admits.test(tenant.status());
  }

  /** The tenant with the id. */
  Tenant require(TenantId id) {
    Tenant tenant = find(id).orElseThrow(() -> new UnknownTenantException(id));
    if (!admits(tenant)) {
      throw new TenantNotAdmittedException(id, tenant.status());
    }
    return tenant;
  }
}
