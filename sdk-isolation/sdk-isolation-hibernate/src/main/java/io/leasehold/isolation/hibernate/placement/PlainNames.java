package io.leasehold.isolation.hibernate.placement;

import java.util.regex.Pattern;

/** Names that need no escaping in SQL, and that PostgreSQL does not cut off. */
final class PlainNames {

  private static final Pattern GRAMMAR = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  private PlainNames() {}

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException if it is not plain
   */
  static String require(String name) {
    if (!GRAMMAR.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "schemas, databases and roles are named by at most 63 lower-case letters, digits and '_'");
    }
    return name;
  }
}
