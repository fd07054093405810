package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads the tenant off a header that the client sets. It selects one of the tenants that a token
 * authorises, or contradicts; alone it opens nothing. Immutable and thread-safe.
 */
public final class HeaderTenantResolver implements TenantResolver {

  // Proxies drop names with "_", and then the request would silently have no such signal.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final String name;
  private final Kind kind;

  private HeaderTenantResolver(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  /**
   * A resolver of a header that holds a slug.
   *
   * @param name in any case: letters, digits and {@code -}
   * @throws IllegalArgumentException if some proxy would drop a header of that name
   */
  public static HeaderTenantResolver named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a tenant header is named by letters, digits and '-'; proxies drop others");
    }
    return new HeaderTenantResolver(name, Kind.SLUG);
  }

  /** The same resolver of a header that holds something else. */
  public HeaderTenantResolver holding(Kind other) {
    return new HeaderTenantResolver(name, Objects.requireNonNull(other, "other"));
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    return NamedValue.resolve(signals.header(name), kind, "header " + name);
  }
}
