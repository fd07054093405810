package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.psl.DomainType;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/**
 * Reads the tenant off the host: {@code <slug>.<platform domain>} names a slug, any other host a
 * domain of its own. Immutable and thread-safe.
 *
 * <p>Which host counts is {@link RequestSignals#host()}'s to say: the one that the request itself
 * names, or, behind proxies that were declared as trusted, the one that they tell.
 */
public final class HostTenantResolver implements TenantResolver {

  private static final String SOURCE = "host";

  private final String platformSuffix;
  private final Set<String> platformHosts;

  private HostTenantResolver(String platformSuffix, Set<String> platformHosts) {
    this.platformSuffix = platformSuffix;
    this.platformHosts = platformHosts;
  }

  /**
   * A resolver for one platform domain.
   *
   * @param platformDomain the domain under which every tenant has a subdomain, for instance {@code
   *     labs.example.com}
   * @throws IllegalArgumentException if it is no canonical host name, or a public suffix such as
   *     {@code co.uk} or {@code github.io}, under which anybody may register a name
   */
  public static HostTenantResolver of(String platformDomain) {
    TenantDomain domain = TenantDomain.of(platformDomain);
    if (isSuffix(domain, DomainType.ICANN) || isSuffix(domain, DomainType.PRIVATE)) {
      throw new IllegalArgumentException(
          domain
              + " is a public suffix, under which others have names, too; use a domain that is"
              + " yours, or ofListedSuffix if you had it listed yourself");
    }
    return new HostTenantResolver("." + domain, Set.of());
  }

  /**
   * A resolver for a platform domain that its owner put on the public suffix list, so that browsers
   * keep the cookies of its subdomains apart.
   *
   * @throws IllegalArgumentException if it is not in the list's private section
   */
  public static HostTenantResolver ofListedSuffix(String platformDomain) {
    TenantDomain domain = TenantDomain.of(platformDomain);
    if (!isSuffix(domain, DomainType.PRIVATE)) {
      throw new IllegalArgumentException(
          domain + " is not in the private section of the public suffix list; use of(...)");
    }
    return new HostTenantResolver("." + domain, Set.of());
  }

  /**
   * The same resolver with hosts that belong to the platform itself, such as {@code
   * api.labs.example.com}: there the host names no tenant, and other signals have to. A tenant
   * whose slug is the first label of one is not reached by its subdomain any more.
   *
   * @throws IllegalArgumentException if one is no canonical host name
   */
  public HostTenantResolver withPlatformHosts(String... hosts) {
    Set<String> all = new HashSet<>(platformHosts);
    Arrays.stream(hosts).map(TenantDomain::of).map(TenantDomain::value).forEach(all::add);
    return new HostTenantResolver(platformSuffix, Set.copyOf(all));
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    Optional<String> host = signals.host().map(TenantDomain::value);
    if (host.isEmpty()) {
      return TenantResolution.rejected(
          TrustLevel.INFRASTRUCTURE, "the request does not name exactly one host");
    }
    return platformHosts.contains(host.get())
        ? TenantResolution.notApplicable()
        : TenantResolution.resolved(candidate(host.get()));
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

  private static boolean isSuffix(TenantDomain domain, DomainType section) {
    PublicSuffixMatcher list = PublicSuffixMatcherLoader.getDefault();
    // A suffix has no root of its own, and whatever stands below it has; under a wildcard of the
    // list that is one label further down. A name that the list has never heard of, such as
    // localhost, has neither.
    boolean wildcard = list.getDomainRoot("x." + domain) == null;
    String below = (wildcard ? "x.x." : "x.") + domain;
    return (wildcard || list.getDomainRoot(domain.value()) == null)
        && below.equals(list.getDomainRoot(below, section));
  }
}
