package io.leasehold.tenancy.resolution;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The two ways in which a path can be read: to the letter, and as a server reads it that decodes
 * first and then cleans up ({@code //}, {@code ..}, {@code ;x=y}, {@code \}, {@code %2f}).
 */
record PathReadings(List<String> letter, List<String> clean) {

  /** The readings; empty if the path is not even encoded properly. */
  static Optional<PathReadings> of(String encoded) {
    try {
      List<String> letter =
          Arrays.stream(withoutLeadingSlash(encoded).split("/", -1))
              .map(PathReadings::decoded)
              .toList();
      return Optional.of(new PathReadings(letter, cleaned(decoded(encoded))));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static String withoutLeadingSlash(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static List<String> cleaned(String decoded) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : decoded.replace('\\', '/').split("/", -1)) {
      String name = segment.split(";", 2)[0];
      if (name.equals("..")) {
        segments.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        segments.addLast(name);
      }
    }
    return List.copyOf(segments);
  }

  private static String decoded(String text) {
    // "+" is itself in a path.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
