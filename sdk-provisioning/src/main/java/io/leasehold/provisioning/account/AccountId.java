package io.leasehold.provisioning.account;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The id of an AWS account: twelve digits, leading zeros kept. Immutable and thread-safe.
 *
 * @param value the twelve digits
 */
public record AccountId(String value) {

  private static final Pattern GRAMMAR = Pattern.compile("[0-9]{12}");

  /**
   * Validates the twelve digits.
   *
   * @throws IllegalArgumentException if the value is anything else
   */
  public AccountId {
    Objects.requireNonNull(value, "value");
    if (!GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException("an AWS account id has exactly 12 digits");
    }
  }

  /** Shorthand for the constructor, for static import. */
  public static AccountId of(String value) {
    return new AccountId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
