package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * The readings of a request's path: as the container mapped it, and as the client wrote it. Where
 * they differ ({@code /api;x/labs}, {@code /api/site/..%2flabs}) the stricter reading wins.
 */
public record RequestPaths(List<String> readings) {

  /** The readings of the request's path. */
  public static RequestPaths of(HttpServletRequest request) {
    String mapped =
        request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    String written = request.getRequestURI().substring(request.getContextPath().length());
    return new RequestPaths(List.of(plain(mapped), plain(decoded(written))));
  }

  /** Which door leads there: the strictest by any reading. */
  public Doorway doorway(TenantFilterSettings settings, String method) {
    return readings.stream()
        .map(path -> settings.doorway(method, path))
        .min(Comparator.naturalOrder())
        .orElse(Doorway.PLATFORM);
  }

  /** Without matrix parameters, empty segments and dot segments. */
  public static String plain(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      String name = segment.split(";", 2)[0];
      if (name.equals("..")) {
        segments.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        segments.addLast(name);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static String decoded(String written) {
    try {
      // "+" is itself in a path.
      return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return written;
    }
  }
}
