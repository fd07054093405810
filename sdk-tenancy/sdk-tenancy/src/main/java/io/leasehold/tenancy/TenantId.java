package io.leasehold.tenancy;

import io.leasehold.tenancy.internal.DnsNames;
import java.util.Objects;

/**
 * The identity of a tenant. It never changes and is never given to another tenant.
 *
 * <p>One grammar holds everywhere, because the isolation proofs rely on it: 1 to 63 characters out
 * of {@code a-z}, {@code 0-9} and inner {@code -}. Such a value is safe as a DNS label, a database
 * schema, an S3 key segment, an IAM session tag and a literal inside a policy.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the id as text
 */
public record TenantId(String value) {

  /**
   * Validates the grammar.
   *
   * @throws IllegalArgumentException if the value is outside the grammar; the message does not
   *     repeat the value, which may come from an attacker
   */
  public TenantId {
    Objects.requireNonNull(value, "value");
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a tenant id has 1 to 63 characters out of a-z, 0-9 and inner '-'");
    }
  }

  /**
   * Whether the text is a well-formed tenant id; says nothing about whether such a tenant exists.
   */
  public static boolean isValid(String value) {
    return DnsNames.isLabel(value);
  }

  /** Shorthand for the constructor, for static import. */
  public static TenantId of(String value) {
    return new TenantId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
