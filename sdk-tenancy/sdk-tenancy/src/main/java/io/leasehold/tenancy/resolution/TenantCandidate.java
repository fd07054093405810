package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import java.util.Objects;

/**
 * One signal about who the tenant is. It names a tenant that may not exist. Immutable.
 *
 * @param kind what the value is
 * @param value the id, slug or domain, well-formed for its kind
 * @param trust how much the signal is worth
 * @param source where it came from, for logs: {@code host}, {@code claim tenant_id}
 */
public record TenantCandidate(Kind kind, String value, TrustLevel trust, String source) {

  /** What a candidate's value is. */
  public enum Kind {
    /** A tenant id. */
    ID,
    /** A tenant slug. */
    SLUG,
    /** A host name in canonical form. */
    DOMAIN;

    /** Whether the text is well-formed for this kind; says nothing about existence. */
    public boolean accepts(String value) {
      return switch (this) {
        case ID -> TenantId.isValid(value);
        case SLUG -> TenantSlug.isValid(value);
        case DOMAIN -> TenantDomain.isValid(value);
      };
    }
  }

  /**
   * Validates the value by the grammar of its kind.
   *
   * @throws IllegalArgumentException if the value is malformed; the message does not repeat it
   */
  public TenantCandidate {
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(source, "source");
    if (!kind.accepts(value)) {
      throw new IllegalArgumentException("the value from " + source + " is no tenant " + kind);
    }
  }

  /** Whether the tenant is the one that this candidate names. */
  public boolean names(Tenant tenant) {
    return switch (kind) {
      case ID -> tenant.id().value().equals(value);
      case SLUG -> tenant.slug().value().equals(value);
      case DOMAIN -> tenant.domains().contains(TenantDomain.of(value));
    };
  }
}
