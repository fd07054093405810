package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The one switch: which mode a tier has, and which tenants are exceptions. Immutable and
 * thread-safe; each method returns a changed copy.
 *
 * <pre>{@code
 * TenantPlacements placements = PlacementByTier.of(registry)
 *     .tier("basic", IsolationMode.DISCRIMINATOR)
 *     .tier("gold", IsolationMode.SCHEMA)
 *     .tier("platinum", IsolationMode.DATABASE);
 * }</pre>
 *
 * <p>A tenant that is named here comes before its attribute, and that before its tier. It tells
 * where a tenant's rows <em>should</em> be: rows do not move because somebody buys another tier.
 * Where tenants change their mode, keep the place that each has in a store, and let a move change
 * it.
 */
public final class PlacementByTier implements TenantPlacements {

  private final TenantRegistry registry;
  private final Map<String, IsolationMode> tiers;
  private final Map<TenantId, IsolationMode> tenants;
  private final Optional<String> attribute;

  private PlacementByTier(
      TenantRegistry registry,
      Map<String, IsolationMode> tiers,
      Map<TenantId, IsolationMode> tenants,
      Optional<String> attribute) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.tiers = Map.copyOf(tiers);
    this.tenants = Map.copyOf(tenants);
    this.attribute = attribute;
  }

  /** No tier has a mode yet, so no tenant has a place. */
  public static PlacementByTier of(TenantRegistry registry) {
    return new PlacementByTier(registry, Map.of(), Map.of(), Optional.empty());
  }

  /**
   * The same, with this mode for the tenants of the tier.
   *
   * @throws IllegalArgumentException if the name is outside the grammar of tiers
   */
  public PlacementByTier tier(String tier, IsolationMode mode) {
    Map<String, IsolationMode> changed = new HashMap<>(tiers);
    changed.put(Tier.of(tier).name(), Objects.requireNonNull(mode, "mode"));
    return new PlacementByTier(registry, changed, tenants, attribute);
  }

  /** The same, with this mode for the tenant, whatever its tier. */
  public PlacementByTier tenant(TenantId tenant, IsolationMode mode) {
    Map<TenantId, IsolationMode> changed = new HashMap<>(tenants);
    changed.put(tenant, Objects.requireNonNull(mode, "mode"));
    return new PlacementByTier(registry, tiers, changed, attribute);
  }

  /** The same, where a tenant's attribute of this name, if it has it, names its mode. */
  public PlacementByTier attribute(String name) {
    return new PlacementByTier(registry, tiers, tenants, Optional.of(name));
  }

  @Override
  public TenantPlacement of(TenantId tenant) {
    return TenantPlacement.in(modeOf(AdmittedPlacements.find(registry, tenant)), tenant);
  }

  /**
   * The mode of the tenant.
   *
   * @throws UnknownPlacementException if neither it nor its tier has one
   */
  public IsolationMode modeOf(Tenant tenant) {
    IsolationMode own = tenants.get(tenant.id());
    if (own != null) {
      return own;
    }
    Optional<String> told = attribute.map(tenant.attributes()::get);
    if (told.isPresent()) {
      return IsolationMode.named(told.get())
          .orElseThrow(
              () ->
                  new UnknownPlacementException(
                      tenant.id(),
                      "its attribute " + attribute.get() + " names none of the isolation modes"));
    }
    IsolationMode ofTier = tiers.get(tenant.tier().name());
    if (ofTier == null) {
      throw new UnknownPlacementException(
          tenant.id(), "its tier " + tenant.tier() + " has no isolation mode; give it one");
    }
    return ofTier;
  }
}
