package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.Doorway;
import io.leasehold.tenancy.resolution.TrustedProxies;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What {@link TenantFilter} protects. Paths are without the context path; a prefix ends at a
 * segment, so {@code /api} covers {@code /api} and {@code /api/labs}, not {@code /apix}. Immutable;
 * each {@code with} method gives a copy in which one thing is different.
 *
 * <p>An application that needs other settings than the default produces a bean of this type, or
 * sets the MicroProfile properties {@code leasehold.tenancy.protected-paths}, {@code
 * ...public-paths}, {@code ...exempt-paths}, {@code ...platform-paths}, {@code
 * ...platform-issuers}, {@code ...trusted-proxies} (lists with commas), {@code
 * ...trusted-proxy-header} ({@code forwarded} or {@code x-forwarded-host}) and {@code
 * ...sni-attribute}.
 *
 * <p>Single JAX-RS resources need no path here: {@link TenantOptional} and {@link PlatformScoped}
 * open them.
 */
public final class TenantFilterSettings {

  /** The header in which a program sends its API key. */
  public static final String API_KEY_HEADER = "X-Api-Key";

  private static final String ROOT = "/";

  private final List<String> protectedPaths;
  private final List<String> publicPaths;
  private final List<String> exemptPaths;
  private final List<String> platformPaths;
  private final Set<String> platformIssuers;
  private final TrustedProxies trustedProxies;
  private final String sniAttribute;
  private final TenantRoutes routes;

  private TenantFilterSettings(Draft draft) {
    protectedPaths = prefixes(draft.protectedPaths);
    publicPaths = prefixes(draft.publicPaths);
    exemptPaths = prefixes(draft.exemptPaths);
    platformPaths = prefixes(draft.platformPaths);
    platformIssuers = Set.copyOf(draft.platformIssuers);
    trustedProxies = Objects.requireNonNull(draft.trustedProxies, "trustedProxies");
    sniAttribute = Objects.requireNonNull(draft.sniAttribute, "sniAttribute");
    routes = Objects.requireNonNull(draft.routes, "routes");
    if (exemptPaths.contains(ROOT)) {
      throw new IllegalArgumentException("to exempt '/' is to have no tenancy at all");
    }
  }

  /** The default: {@code /api} is protected but for {@code /api/site}; nobody else is trusted. */
  public static TenantFilterSettings defaults() {
    return new TenantFilterSettings(new Draft());
  }

  /** The prefixes that need a member of the tenant; default {@code /api}. */
  public TenantFilterSettings withProtectedPaths(String... prefixes) {
    return with(draft -> draft.protectedPaths = List.of(prefixes));
  }

  /** The prefixes inside those that need nobody; default {@code /api/site}. */
  public TenantFilterSettings withPublicPaths(String... prefixes) {
    return with(draft -> draft.publicPaths = List.of(prefixes));
  }

  /**
   * The prefixes that belong to no tenant and are not looked at, such as a probe by address; code
   * there runs outside every scope. Default: none.
   *
   * @throws IllegalArgumentException if one is the slash alone
   */
  public TenantFilterSettings withExemptPaths(String... prefixes) {
    return with(draft -> draft.exemptPaths = List.of(prefixes));
  }

  /**
   * The prefixes that belong to the platform itself, for its operators: open only to the tokens of
   * its own issuers, at whichever host. Default: none.
   */
  public TenantFilterSettings withPlatformPaths(String... prefixes) {
    return with(draft -> draft.platformPaths = List.of(prefixes));
  }

  /**
   * The issuers whose tokens are the platform's own credential, as exact {@code iss} values that
   * the token verifier trusts. Never one that speaks for a tenant: whoever runs it would be an
   * operator. Default: none, so that the platform's paths are shut.
   */
  public TenantFilterSettings withPlatformIssuers(String... issuers) {
    return with(draft -> draft.platformIssuers = Set.of(issuers));
  }

  /**
   * The proxies whose word about the original host counts. The container must then tell the address
   * of the connection itself ({@code getRemoteAddr}), not one out of a header. Default: none.
   */
  public TenantFilterSettings withTrustedProxies(TrustedProxies proxies) {
    return with(draft -> draft.trustedProxies = proxies);
  }

  /**
   * The request attribute in which the container tells the server name of the TLS connection, as a
   * text or as the {@code SSLSession}. A request for another host than that is answered 421, so
   * that the client opens a connection of its own. Default: empty, nothing is compared.
   */
  public TenantFilterSettings withSniAttribute(String name) {
    return with(draft -> draft.sniAttribute = name);
  }

  /** The resources whose annotations open single paths. In a container they are found. */
  public TenantFilterSettings withRoutes(TenantRoutes found) {
    return with(draft -> draft.routes = found);
  }

  /** The issuers whose tokens are the platform's own credential. */
  public Set<String> platformIssuers() {
    return platformIssuers;
  }

  /** The proxies whose word counts. */
  public TrustedProxies trustedProxies() {
    return trustedProxies;
  }

  /** The request attribute with the TLS server name; may be empty. */
  public String sniAttribute() {
    return sniAttribute;
  }

  /** The resources whose annotations open single paths. */
  public TenantRoutes routes() {
    return routes;
  }

  /**
   * Which door leads to a path.
   *
   * @param method the HTTP method
   * @param path without the context path, decoded and without matrix parameters
   */
  public Doorway doorway(String method, String path) {
    if (covers(exemptPaths, path)) {
      return Doorway.EXEMPT;
    }
    TenantRule rule =
        routes.find(method, path).map(TenantRoute::rule).orElseGet(TenantRule.Unsaid::new);
    if (covers(platformPaths, path) || rule.isPlatforms()) {
      return Doorway.PLATFORM;
    }
    if (rule instanceof TenantRule.ForEverybody) {
      return Doorway.PUBLIC;
    }
    return rule instanceof TenantRule.Required ? Doorway.PROTECTED : doorway(path);
  }

  /**
   * Which door leads to a path where no resource says anything.
   *
   * @param path without the context path, decoded and without matrix parameters
   */
  public Doorway doorway(String path) {
    if (covers(exemptPaths, path)) {
      return Doorway.EXEMPT;
    }
    if (covers(platformPaths, path)) {
      return Doorway.PLATFORM;
    }
    boolean isProtected = covers(protectedPaths, path) && !covers(publicPaths, path);
    return isProtected ? Doorway.PROTECTED : Doorway.PUBLIC;
  }

  private TenantFilterSettings with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.protectedPaths = protectedPaths;
    draft.publicPaths = publicPaths;
    draft.exemptPaths = exemptPaths;
    draft.platformPaths = platformPaths;
    draft.platformIssuers = platformIssuers;
    draft.trustedProxies = trustedProxies;
    draft.sniAttribute = sniAttribute;
    draft.routes = routes;
    change.accept(draft);
    return new TenantFilterSettings(draft);
  }

  private static boolean covers(List<String> prefixes, String path) {
    return prefixes.stream()
        .anyMatch(
            prefix -> prefix.equals(ROOT) || path.equals(prefix) || path.startsWith(prefix + "/"));
  }

  private static List<String> prefixes(List<String> given) {
    return given.stream().map(TenantFilterSettings::prefix).toList();
  }

  private static String prefix(String given) {
    if (!given.startsWith("/")) {
      throw new IllegalArgumentException("a path prefix starts with '/', not as '" + given + "'");
    }
    return given.endsWith("/") && !given.equals(ROOT)
        ? given.substring(0, given.length() - 1)
        : given;
  }

  /** Settings that are being made. */
  private static final class Draft {
    private List<String> protectedPaths = List.of("/api");
    private List<String> publicPaths = List.of("/api/site");
    private List<String> exemptPaths = List.of();
    private List<String> platformPaths = List.of();
    private Set<String> platformIssuers = Set.of();
    private TrustedProxies trustedProxies = TrustedProxies.none();
    private String sniAttribute = "";
    private TenantRoutes routes = TenantRoutes.none();
  }
}
