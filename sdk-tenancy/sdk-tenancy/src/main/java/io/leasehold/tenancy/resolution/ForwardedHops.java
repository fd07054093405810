package io.leasehold.tenancy.resolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Forwarded} headers (RFC 7239), the nearest proxy's word last. */
final class ForwardedHops {

  /** What one proxy says: who connected to it, and for which host. */
  record Hop(@Nullable String node, @Nullable String host) {}

  private static final int MAX_LENGTH = 8_192;

  // One pair, with what ends it: ";" the pair, "," the hop. Possessive: no backtracking.
  private static final Pattern PAIR =
      Pattern.compile(
          "[ \\t]*+(?:([!#$%&'*+.^_`|~0-9A-Za-z-]++)="
              + "(?:([!#$%&'*+.^_`|~0-9A-Za-z-]++)|\"((?:[^\"\\\\]|\\\\.)*+)\"))?+[ \\t]*+([;,]|$)");

  private ForwardedHops() {}

  /**
   * The hops.
   *
   * @param lines every value of the header; each is read by itself, so that a quote which a client
   *     left open swallows nothing of the next
   * @return empty if a line is malformed
   */
  static Optional<List<Hop>> parse(List<String> lines) {
    List<Hop> hops = new ArrayList<>();
    for (String line : lines) {
      if (line.length() > MAX_LENGTH || !parse(line, hops)) {
        return Optional.empty();
      }
    }
    return Optional.of(hops);
  }

  private static boolean parse(String line, List<Hop> hops) {
    Matcher pairs = PAIR.matcher(line);
    int at = 0;
    String node = null;
    String host = null;
    while (pairs.find(at) && pairs.start() == at) {
      String name = pairs.group(1) == null ? "" : pairs.group(1).toLowerCase(Locale.ROOT);
      if (name.equals("for")) {
        if (node != null) {
          return false;
        }
        node = value(pairs);
      } else if (name.equals("host")) {
        if (host != null) {
          return false;
        }
        host = value(pairs);
      }
      if (!pairs.group(4).equals(";")) {
        hops.add(new Hop(node, host));
        node = null;
        host = null;
      }
      at = pairs.end();
      if (pairs.group(4).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static String value(Matcher pair) {
    String token = pair.group(2);
    return token != null ? token : pair.group(3).replaceAll("\\\\(.)", "$1");
  }
}
