package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;

/**
 * Reads the tenant off the host: {@code <slug>.<platform domain>} names a slug, any other host a
 * domain of its own. Thread-safe.
 *
 * <p>Only the {@code Host} header counts. Forwarded-host headers do not, because any client can
 * send them; a proxy has to pass the host on.
 */
public final class HostTenantResolver implements TenantResolver {

  private static final String SOURCE = "host";

  private final String platformSuffix;

  private HostTenantResolver(TenantDomain platformDomain) {
    this.platformSuffix = "." + platformDomain;
  }

  /**
   * A resolver for one platform domain.
   *
   * @param platformDomain the domain under which every tenant has a subdomain, for instance {@code
   *     labs.example.com}
   * @throws IllegalArgumentException if it is no canonical host name
   */
  public static HostTenantResolver of(String platformDomain) {
    return new HostTenantResolver(TenantDomain.of(platformDomain));
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    return signals
        .host()
        .map(TenantDomain::value)
        .map(this::candidate)
        .map(TenantResolution::resolved)
        .orElseGet(
            () ->
                TenantResolution.rejected(
                    TrustLevel.INFRASTRUCTURE, "the request does not name exactly one host"));
  }

  private TenantCandidate candidate(String host) {
    if (host.endsWith(platformSuffix)) {
      String label = host.substring(0, host.length() - platformSuffix.length());
      // Two labels below the platform are no slug; somebody may own that host as a domain.
      if (TenantSlug.isValid(label)) {
        return new TenantCandidate(Kind.SLUG, label, TrustLevel.INFRASTRUCTURE, SOURCE);
      }
    }
    return new TenantCandidate(Kind.DOMAIN, host, TrustLevel.INFRASTRUCTURE, SOURCE);
  }
}
