package io.leasehold.isolation.aws.internal;

import java.util.Objects;
import java.util.regex.Pattern;

/** Checks names before they are written into a policy. */
public final class Names {

  private Names() {}

  public static void require(Pattern grammar, String value, String rule) {
    Objects.requireNonNull(value, rule);
    if (!grammar.matcher(value).matches()) {
      throw new IllegalArgumentException(rule + ": \"" + value + "\" does not");
    }
  }
}
