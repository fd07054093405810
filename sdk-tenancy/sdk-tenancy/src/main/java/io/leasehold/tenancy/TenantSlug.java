package io.leasehold.tenancy;

import io.leasehold.tenancy.internal.DnsNames;
import java.util.Objects;

/**
 * The public short name of a tenant, such as the first label of its subdomain. Unlike a {@link
 * TenantId} it may change.
 *
 * @param value 1 to 63 characters out of {@code a-z}, {@code 0-9} and inner {@code -}
 */
public record TenantSlug(String value) {

  /**
   * Validates the grammar.
   *
   * @throws IllegalArgumentException if the value is not a DNS label in lower case
   */
  public TenantSlug {
    Objects.requireNonNull(value, "value");
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a tenant slug has 1 to 63 characters out of a-z, 0-9 and inner '-'");
    }
  }

  /** Whether the text is a well-formed slug. */
  public static boolean isValid(String value) {
    return DnsNames.isLabel(value);
  }

  /** Shorthand for the constructor, for static import. */
  public static TenantSlug of(String value) {
    return new TenantSlug(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
