package io.leasehold.tenancy.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text <code>${secret:name}</code>. */
final class SecretReference {

  // No dots: a name that becomes a path stays below where it starts.
  private static final Pattern WHOLE =
      Pattern.compile("\\$\\{secret:([A-Za-z0-9][A-Za-z0-9_/-]{0,199})}");

  private SecretReference() {}

  /** Whether the text refers to a secret, well or badly. */
  static boolean isIn(String text) {
    return text.contains(Secret.REFERENCE_START);
  }

  /** The name, if the text is a reference and nothing else. */
  static Optional<String> name(String text) {
    Matcher matcher = WHOLE.matcher(text.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
