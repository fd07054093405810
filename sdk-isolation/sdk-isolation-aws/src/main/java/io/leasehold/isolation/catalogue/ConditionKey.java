package io.leasehold.isolation.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A condition key. Immutable.
 *
 * @param name as AWS writes it; may contain a part to fill in, such as {@code
 *     aws:ResourceTag/${TagKey}}
 * @param type such as {@code String}, {@code Bool} or {@code ArrayOfString}
 */
public record ConditionKey(String name, String type) {

  // The documentation has three ways to write "any name": ${TagKey}, <key> and a final tag-key.
  private static final Pattern TO_FILL_IN = Pattern.compile("\\$\\{[^}]*}|<[^>]*>|(?<=/)tag-key$");

  /** Whether a request may carry several values of it at once. */
  public boolean several() {
    return type.startsWith("ArrayOf");
  }

  /** Whether a policy that writes this key means it; case does not matter. */
  public boolean isMeantBy(String written) {
    if (name.equalsIgnoreCase(written)) {
      return true;
    }
    String[] fixed = TO_FILL_IN.split(name.toLowerCase(Locale.ROOT), -1);
    String lowered = written.toLowerCase(Locale.ROOT);
    if (fixed.length == 1 || !lowered.startsWith(fixed[0])) {
      return false;
    }
    int at = fixed[0].length();
    for (int i = 1; i < fixed.length; i++) {
      // At least one character is filled in.
      int next =
          i == fixed.length - 1
              ? lowered.length() - fixed[i].length()
              : lowered.indexOf(fixed[i], at + 1);
      if (next <= at || !lowered.startsWith(fixed[i], next)) {
        return false;
      }
      at = next + fixed[i].length();
    }
    return true;
  }
}
