package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The origins of one tenant, {@code https://<host>}: its host under the platform and its own hosts.
 * What a new custom host may do in the browser follows from this and from nothing that a request
 * says: where sign-in may redirect to, which pages may call the API with credentials, where links
 * in mails point. Another tenant's origins are as foreign as anybody's.
 *
 * <p>Comparison is character by character (RFC 6749 errata, RFC 9700 2.1): no prefixes, no
 * suffixes, no patterns. Build it from the registry at each request; it is cheap. Immutable and
 * thread-safe.
 */
public final class TenantOrigins {

  private final URI canonical;
  private final Set<String> origins;
  private final BiPredicate<Set<String>, String> comparison;

  TenantOrigins(
      Tenant tenant,
      TenantDomain platformDomain,
      String scheme,
      String port,
      BiPredicate<Set<String>, String> comparison) {
    String own = tenant.slug().value() + '.' + platformDomain;
    this.canonical = URI.create(scheme + "://" + own + port);
    this.origins =
        Stream.concat(Stream.of(own), tenant.domains().stream().map(TenantDomain::value))
            .map(host -> scheme + "://" + host + port)
            .collect(Collectors.toUnmodifiableSet());
    this.comparison = comparison;
  }

  /**
   * The origins of the tenant.
   *
   * @param tenant as the registry knows it; its domains are the hosts that are active
   * @param platformDomain the domain under which every tenant has a host
   */
  public static TenantOrigins of(Tenant tenant, TenantDomain platformDomain) {
    return new TenantOrigins(tenant, platformDomain, "https", "", Set::contains);
  }

  /** The same at {@code http://<host>:<port>}: for development, where TLS is missing. */
  public static TenantOrigins insecureHttp(Tenant tenant, TenantDomain platformDomain, int port) {
    return new TenantOrigins(tenant, platformDomain, "http", ":" + port, Set::contains);
  }

  /** The origin to build links with, whatever host the request named. */
  public URI canonical() {
    return canonical;
  }

  /** All of them. */
  public Set<String> all() {
    return origins;
  }

  /**
   * Whether a page of that origin may call with credentials; for {@code
   * Access-Control-Allow-Origin}, which then names exactly this origin.
   *
   * @param origin the value of the {@code Origin} header; {@code null} as text is no origin
   */
  public boolean permitsOrigin(String origin) {
    return comparison.test(origins, origin);
  }

  /**
   * Whether sign-in may send the browser there.
   *
   * @param target the whole redirect URI
   * @param paths the paths that the application has for this, for instance {@code /signed-in}
   */
  public boolean permitsRedirect(String target, Set<String> paths) {
    Set<String> targets =
        origins.stream()
            .flatMap(origin -> paths.stream().map(path -> origin + path))
            .collect(Collectors.toUnmodifiableSet());
    return comparison.test(targets, target);
  }

  /**
   * Where to go after signing in, if the text is a path on the host itself; empty for everything
   * that could leave it, such as {@code //evil.example} or {@code /\evil.example}.
   */
  public static Optional<String> localPath(String text) {
    boolean local =
        text.startsWith("/")
            && !text.startsWith("//")
            && text.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    return local ? Optional.of(text) : Optional.empty();
  }
}
