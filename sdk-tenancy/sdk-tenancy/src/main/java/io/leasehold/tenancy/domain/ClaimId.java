package io.leasehold.tenancy.domain;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The identity of one claim. Random, so that nobody can guess another tenant's, and never used
 * again: an edge may take it as the idempotency key of its own calls.
 *
 * @param value 32 characters out of {@code 0-9} and {@code a-f}
 */
public record ClaimId(String value) {

  private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{32}");

  /**
   * Validates the grammar.
   *
   * @throws IllegalArgumentException if the value is outside the grammar
   */
  public ClaimId {
    Objects.requireNonNull(value, "value");
    if (!isValid(value)) {
      throw new IllegalArgumentException("a claim id has 32 characters out of 0-9 and a-f");
    }
  }

  /** Whether the text is a well-formed claim id. */
  public static boolean isValid(String value) {
    return GRAMMAR.matcher(value).matches();
  }

  /** A new one. */
  public static ClaimId random() {
    return new ClaimId(RandomHex.bits128());
  }

  @Override
  public String toString() {
    return value;
  }
}
