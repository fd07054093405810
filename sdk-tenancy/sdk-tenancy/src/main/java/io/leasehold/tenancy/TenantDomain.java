package io.leasehold.tenancy;

import io.leasehold.tenancy.internal.DnsNames;
import java.util.Objects;

/**
 * A verified host name that belongs to one tenant, in canonical form: lower case, ASCII (IDNA
 * A-labels), no port, no trailing dot.
 *
 * @param value the canonical host name
 */
public record TenantDomain(String value) {

  /**
   * Validates the canonical form; it does not repair one that is not canonical.
   *
   * @throws IllegalArgumentException if the value is not a canonical host name
   */
  public TenantDomain {
    Objects.requireNonNull(value, "value");
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a tenant domain is a lower-case ASCII host name without port and trailing dot");
    }
  }

  /** Whether the text is a canonical host name. */
  public static boolean isValid(String value) {
    return DnsNames.isName(value);
  }

  /** Shorthand for the constructor, for static import. */
  public static TenantDomain of(String value) {
    return new TenantDomain(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
