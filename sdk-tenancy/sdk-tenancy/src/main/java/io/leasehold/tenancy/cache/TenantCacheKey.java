package io.leasehold.tenancy.cache;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Objects;

/**
 * The key of something cached for one tenant. There is no such key without a tenant.
 *
 * <p>Two keys are equal only if tenant, region and all parts are: each is written with its type and
 * its length, so no text can pretend to be a separator, and {@code "1"} is not {@code 1}. Immutable
 * and thread-safe.
 */
public final class TenantCacheKey {

  /** What the encoded keys of all tenants start with. */
  static final String ANY_TENANT = "t";

  private final TenantId tenant;
  private final String encoded;

  private TenantCacheKey(TenantId tenant, String encoded) {
    this.tenant = tenant;
    this.encoded = encoded;
  }

  /**
   * A key of the tenant in scope.
   *
   * @param region what kind of thing is cached, so that two uses of one cache do not meet
   * @param parts which one: texts, whole numbers, booleans, UUIDs, enum constants and values of
   *     this library
   * @throws io.leasehold.tenancy.TenantRequiredException if there is no tenant in scope
   * @throws IllegalArgumentException if a part is of another type or a text is no well-formed
   *     Unicode, which a store might turn into another text
   */
  public static TenantCacheKey of(String region, Object... parts) {
    return of(TenantContext.require().id(), region, List.of(parts));
  }

  static TenantCacheKey of(TenantId tenant, String region, List<?> parts) {
    Objects.requireNonNull(region, "region");
    StringBuilder text = new StringBuilder(prefix(tenant));
    KeyText.append(text, 'r', region);
    parts.forEach(part -> KeyText.append(text, part));
    return new TenantCacheKey(tenant, text.toString());
  }

  /** What the encoded keys of the tenant, and of no other, start with. */
  public static String prefix(TenantId tenant) {
    StringBuilder text = new StringBuilder();
    KeyText.append(text, 't', tenant.value());
    return text.toString();
  }

  /** Whose key it is. */
  public TenantId tenant() {
    return tenant;
  }

  /** The key as one text, for a store that wants texts. */
  public String encoded() {
    return encoded;
  }

  /**
   * The key as a text of at most 132 characters, for a store that limits its keys: the tenant as in
   * {@link #encoded}, the rest as a SHA-256 digest.
   */
  public String digest() {
    return prefix(tenant) + "#" + KeyText.sha256(encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TenantCacheKey key && encoded.equals(key.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  /** The tenant only: parts may be personal data, and keys end up in logs. */
  @Override
  public String toString() {
    return "TenantCacheKey[" + tenant + "]";
  }
}
