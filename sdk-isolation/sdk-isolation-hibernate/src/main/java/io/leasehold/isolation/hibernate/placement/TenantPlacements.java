package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantRegistry;

/**
 * Tells where each tenant's rows are now. Asked for every transaction, through a cache.
 *
 * <p>Implementations are thread-safe, and never guess: there is no default place.
 */
@FunctionalInterface
public interface TenantPlacements {

  /**
   * The place of the tenant.
   *
   * @throws UnknownPlacementException if there is no such tenant, or it has no place
   * @throws PlacementUnavailableException if that cannot be known now
   * @throws TenantShutOutException if the tenant's rows may not be reached now
   */
  TenantPlacement of(TenantId tenant);

  /**
   * The place of the tenant, and whether it moves. Whoever wraps placements of tenants that move
   * passes this on, too: without it a node that does not know of a move yet finds nothing at the
   * old place where it would be refused.
   *
   * @throws RuntimeException as {@link #of}
   */
  default TenantWhereabouts whereabouts(TenantId tenant) {
    return TenantWhereabouts.settled(of(tenant));
  }

  /**
   * The same for tenants that the registry knows and that are not suspended, leaving or gone; the
   * others have no place. One that is being set up has.
   *
   * @param registry the caching one, whose changes the routing follows, too
   */
  default TenantPlacements admittedBy(TenantRegistry registry) {
    return new AdmittedPlacements(this, registry);
  }
}
