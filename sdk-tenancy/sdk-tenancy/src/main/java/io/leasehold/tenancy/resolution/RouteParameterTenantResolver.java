package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.Objects;

/**
 * Reads the tenant off a parameter of the matched route, where the router runs before the tenant is
 * decided. It selects one of the tenants that a token authorises, or contradicts; alone it opens
 * nothing. Immutable and thread-safe.
 *
 * <p>Under Jakarta REST the route is matched later; there {@code @TenantFrom} does the same.
 */
public final class RouteParameterTenantResolver implements TenantResolver {

  private final String name;
  private final Kind kind;

  private RouteParameterTenantResolver(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  /** A resolver of the parameter with exactly this name, which holds a slug. */
  public static RouteParameterTenantResolver named(String name) {
    return new RouteParameterTenantResolver(Objects.requireNonNull(name, "name"), Kind.SLUG);
  }

  /** The same resolver of a parameter that holds something else. */
  public RouteParameterTenantResolver holding(Kind other) {
    return new RouteParameterTenantResolver(name, Objects.requireNonNull(other, "other"));
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    return NamedValue.resolve(signals.routeParameter(name), kind, "route parameter " + name);
  }
}
