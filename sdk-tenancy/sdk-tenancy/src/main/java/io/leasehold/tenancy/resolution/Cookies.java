package io.leasehold.tenancy.resolution;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code Cookie} headers (RFC 6265), every cookie of a name, not just the first. */
final class Cookies {

  private Cookies() {}

  /** The values of the cookies with exactly this name. */
  static List<String> named(String name, List<String> lines) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      for (String pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
          values.add(unquoted(pair.substring(equals + 1).strip()));
        }
      }
    }
    return values;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
