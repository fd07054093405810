package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The readings of a request's path: as the container mapped it, and as the client wrote it, each
 * with and without what only looks like a dot segment or a matrix parameter. Where they differ
 * ({@code /api;x/labs}, {@code /api/site/..%2flabs}, {@code /api/labs/..%3b/site}) the stricter
 * reading wins.
 */
public record RequestPaths(List<String> readings) {

  /** The readings of the request's path. */
  public static RequestPaths of(HttpServletRequest request) {
    String mapped =
        request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    String written = request.getRequestURI().substring(request.getContextPath().length());
    return of(mapped, written);
  }

  /**
   * The readings of a path.
   *
   * @param mapped as it is served, decoded
   * @param written as the client wrote it, encoded
   */
  public static RequestPaths of(String mapped, String written) {
    return new RequestPaths(
        List.of(plain(mapped), unresolved(mapped), plain(decoded(written)), exact(written)));
  }

  /** Which door leads there: the strictest by any reading. */
  public Doorway doorway(TenantFilterSettings settings, String method) {
    return doorway(path -> settings.doorway(method, path));
  }

  /** The same by another way to tell. */
  public Doorway doorway(Function<String, Doorway> door) {
    return readings.stream().map(door).min(Comparator.naturalOrder()).orElse(Doorway.PLATFORM);
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

  // A dot segment that is still there is a name to whoever serves it.
  private static String unresolved(String mapped) {
    return Arrays.stream(mapped.split("/", -1))
        .map(segment -> segment.split(";", 2)[0])
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining("/", "/", ""));
  }

  // An encoded semicolon or slash is part of a name.
  private static String exact(String written) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : written.split("/", -1)) {
      String name = decoded(segment.split(";", 2)[0]);
      if (name.equals("..")) {
        segments.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        segments.addLast(name.replace("/", "%2F"));
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
