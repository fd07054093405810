package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the tenant off a segment of the path, such as {@code acme} in {@code /t/acme/labs}. It
 * selects one of the tenants that a token authorises, or contradicts; alone it opens nothing.
 * Immutable and thread-safe.
 *
 * <p>A path that says one thing to the letter and another to a server that cleans it up first
 * ({@code /t/acme/../globex}) is rejected: nobody knows what the application will make of it.
 */
public final class PathTenantResolver implements TenantResolver {

  private static final String PLACE = "{tenant}";
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~-]+");

  private final List<String> template;
  private final Kind kind;

  private PathTenantResolver(List<String> template, Kind kind) {
    this.template = template;
    this.kind = kind;
  }

  /**
   * A resolver of the paths that begin like the template; in the others there is no such signal.
   *
   * @param template such as {@code /t/{tenant}}: plain segments and, at the end, the place of the
   *     tenant's slug
   * @throws IllegalArgumentException if it is no such template
   */
  public static PathTenantResolver under(String template) {
    List<String> segments = Arrays.asList(template.substring(1).split("/", -1));
    int last = segments.size() - 1;
    boolean plain =
        segments.subList(0, last).stream()
            .allMatch(segment -> LITERAL.matcher(segment).matches() && !isDots(segment));
    if (!template.startsWith("/") || !plain || !segments.get(last).equals(PLACE)) {
      throw new IllegalArgumentException(
          "a path template is made like /t/{tenant}; not '" + template + "'");
    }
    return new PathTenantResolver(List.copyOf(segments), Kind.SLUG);
  }

  /** The same resolver of a segment that holds something else. */
  public PathTenantResolver holding(Kind other) {
    return new PathTenantResolver(template, Objects.requireNonNull(other, "other"));
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    Optional<PathReadings> readings = PathReadings.of(signals.path());
    if (readings.isEmpty()
        || !tenant(readings.get().letter()).equals(tenant(readings.get().clean()))) {
      return TenantResolution.rejected(
          TrustLevel.CLIENT, "the path can be read in more than one way");
    }
    List<String> found = tenant(readings.get().clean()).stream().toList();
    return NamedValue.resolve(found, kind, "path");
  }

  private Optional<String> tenant(List<String> segments) {
    int last = template.size() - 1;
    return segments.size() > last && segments.subList(0, last).equals(template.subList(0, last))
        ? Optional.of(segments.get(last)).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  private static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }
}
