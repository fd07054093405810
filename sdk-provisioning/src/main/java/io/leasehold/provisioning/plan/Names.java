package io.leasehold.provisioning.plan;

import java.util.Objects;
import java.util.regex.Pattern;

/** The grammar of plan and step names, which end up in keys of the database. */
final class Names {

  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private Names() {}

  static String checked(String what, String name) {
    Objects.requireNonNull(name, "name");
    if (!GRAMMAR.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " name '"
              + name
              + "' is not 1 to 63 lower-case letters, digits and inner hyphens.");
    }
    return name;
  }
}
