package io.leasehold.tenancy;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of the tier that a tenant bought, such as {@code basic} or {@code platinum}. What a tier
 * means is data of the application, so this is a name and not an enum.
 *
 * @param name 1 to 32 characters out of {@code a-z}, {@code 0-9} and inner {@code -}
 */
public record Tier(String name) {

  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

  /**
   * Validates the grammar.
   *
   * @throws IllegalArgumentException if the name is outside the grammar
   */
  public Tier {
    Objects.requireNonNull(name, "name");
    if (!GRAMMAR.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a tier name has 1 to 32 characters out of a-z, 0-9 and inner '-'");
    }
  }

  /** Shorthand for the constructor, for static import. */
  public static Tier of(String name) {
    return new Tier(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
