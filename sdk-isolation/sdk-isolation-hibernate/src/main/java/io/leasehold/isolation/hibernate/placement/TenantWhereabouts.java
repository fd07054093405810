package io.leasehold.isolation.hibernate.placement;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Where a tenant is, and whether it may be elsewhere soon. Immutable.
 *
 * @param placement its place
 * @param fence while it moves, the number of the fence that the move has put up at that place: it
 *     says of each transaction that begins there whether the tenant is still there
 */
public record TenantWhereabouts(TenantPlacement placement, OptionalLong fence) {

  /** Validates. */
  public TenantWhereabouts {
    Objects.requireNonNull(placement, "placement");
    Objects.requireNonNull(fence, "fence");
  }

  /** Of a tenant that stays where it is. */
  public static TenantWhereabouts settled(TenantPlacement placement) {
    return new TenantWhereabouts(placement, OptionalLong.empty());
  }

  /** Of a tenant that moves. */
  public static TenantWhereabouts moving(TenantPlacement placement, long fence) {
    return new TenantWhereabouts(placement, OptionalLong.of(fence));
  }
}
