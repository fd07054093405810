package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.Objects;

/** Places of tenants that are not shut out. */
final class AdmittedPlacements implements TenantPlacements {

  private final TenantPlacements placements;
  private final TenantRegistry registry;

  AdmittedPlacements(TenantPlacements placements, TenantRegistry registry) {
    this.placements = placements;
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  @Override
  public TenantPlacement of(TenantId tenant) {
    requireAdmitted(tenant);
    return placements.of(tenant);
  }

  @Override
  public TenantWhereabouts whereabouts(TenantId tenant) {
    requireAdmitted(tenant);
    return placements.whereabouts(tenant);
  }

  private void requireAdmitted(TenantId tenant) {
    switch (find(registry, tenant).status()) {
      case SUSPENDED, OFFBOARDING -> throw new TenantShutOutException(tenant);
      case PROVISIONING, ACTIVE, READ_ONLY, DELETED -> {}
    }
  }

  /** The tenant, unless it is unknown or gone. */
  static Tenant find(TenantRegistry registry, TenantId tenant) {
    try {
      return registry
          .findById(tenant)
          .filter(found -> found.status() != TenantStatus.DELETED)
          .orElseThrow(
              () -> new UnknownPlacementException(tenant, "the registry does not know it"));
    } catch (TenantRegistryUnavailableException e) {
      throw new PlacementUnavailableException(tenant, e);
    }
  }
}
