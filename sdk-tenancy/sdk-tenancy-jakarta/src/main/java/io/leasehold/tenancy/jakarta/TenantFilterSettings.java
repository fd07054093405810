package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.resolution.Route;
import java.util.List;
import java.util.Objects;

/**
 * What {@link TenantFilter} protects. Paths are without the context path; a prefix ends at a
 * segment, so {@code /api} covers {@code /api} and {@code /api/labs}, not {@code /apix}. Immutable.
 *
 * <p>An application that needs other settings than the default produces a bean of this type, or
 * sets the MicroProfile properties {@code leasehold.tenancy.protected-paths}, {@code
 * ...public-paths}, {@code ...exempt-paths} (lists with commas) and {@code ...host-from}.
 *
 * @param protectedPaths prefixes that need a member of the tenant; default {@code /api}
 * @param publicPaths prefixes inside those that need nobody; default {@code /api/site}
 * @param exemptPaths prefixes that belong to no tenant and are not looked at, such as a probe by
 *     address; code there runs outside every scope. Default: none
 * @param hostFrom who says which host a request is for
 */
public record TenantFilterSettings(
    List<String> protectedPaths,
    List<String> publicPaths,
    List<String> exemptPaths,
    HostFrom hostFrom) {

  private static final String ROOT = "/";

  /** Who says which host a request is for. */
  public enum HostFrom {
    /** The {@code Host} header; the request is refused if the container says something else. */
    HOST_HEADER,
    /**
     * The container, for one that is told to take the host from the forwarded headers of a proxy it
     * trusts. Wrong for any other: everybody can send those headers.
     */
    CONTAINER
  }

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if a prefix does not start with a slash, or is one alone among
   *     the exempt
   */
  public TenantFilterSettings {
    protectedPaths = prefixes(protectedPaths);
    publicPaths = prefixes(publicPaths);
    exemptPaths = prefixes(exemptPaths);
    Objects.requireNonNull(hostFrom, "hostFrom");
    if (exemptPaths.contains(ROOT)) {
      throw new IllegalArgumentException("to exempt '/' is to have no tenancy at all");
    }
  }

  /** The default: {@code /api} is protected but for {@code /api/site}. */
  public static TenantFilterSettings defaults() {
    return new TenantFilterSettings(
        List.of("/api"), List.of("/api/site"), List.of(), HostFrom.HOST_HEADER);
  }

  /** The same settings with exactly these protected prefixes. */
  public TenantFilterSettings withProtectedPaths(String... prefixes) {
    return new TenantFilterSettings(List.of(prefixes), publicPaths, exemptPaths, hostFrom);
  }

  /** The same settings with exactly these public prefixes. */
  public TenantFilterSettings withPublicPaths(String... prefixes) {
    return new TenantFilterSettings(protectedPaths, List.of(prefixes), exemptPaths, hostFrom);
  }

  /** The same settings with exactly these exempt prefixes. */
  public TenantFilterSettings withExemptPaths(String... prefixes) {
    return new TenantFilterSettings(protectedPaths, publicPaths, List.of(prefixes), hostFrom);
  }

  /** The same settings with another source of the host. */
  public TenantFilterSettings withHostFrom(HostFrom source) {
    return new TenantFilterSettings(protectedPaths, publicPaths, exemptPaths, source);
  }

  /** What a request to the path wants. */
  public Route route(String path) {
    return covers(protectedPaths, path) && !covers(publicPaths, path)
        ? Route.PROTECTED
        : Route.PUBLIC;
  }

  /** Whether the path belongs to no tenant. */
  public boolean exempts(String path) {
    return covers(exemptPaths, path);
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
}
