package io.leasehold.isolation.silo;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the caller of AssumeRole has to name so that a role lets it in. One tenant's alone: a caller
 * that confuses two tenants then names the wrong one and is refused. Not a secret. Immutable.
 *
 * @param value 2 to 1,224 characters out of {@code A-Za-z0-9_+=,.@:/-}
 */
public record ExternalId(String value) {

  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if STS would not take it; the message does not repeat it
   */
  public ExternalId {
    Objects.requireNonNull(value, "value");
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "an external id has 2 to 1,224 characters out of A-Za-z0-9_+=,.@:/-");
    }
  }

  /** Whether STS takes it. */
  public static boolean isValid(String value) {
    return GRAMMAR.matcher(value).matches();
  }
}
