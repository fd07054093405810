package io.leasehold.tenancy.token;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import java.util.Objects;
import java.util.Set;

/**
 * What a verified token says about the tenant of its bearer, read by the {@link ClaimMapping} of
 * its issuer. Sealed: no claim, and a claim that cannot be read, are told apart from a tenant, and
 * a set of memberships is never mistaken for a choice.
 */
public sealed interface TenantClaim {

  /** What the names in a claim are. */
  enum Kind {
    /** Tenant ids. */
    ID,
    /** Tenant slugs. */
    SLUG;

    /** Whether the text is well-formed for this kind; says nothing about existence. */
    public boolean accepts(String name) {
      return this == ID ? TenantId.isValid(name) : TenantSlug.isValid(name);
    }
  }

  /**
   * The token is for this tenant.
   *
   * @param kind what the name is
   * @param name well-formed for its kind
   * @param source which claim said it, for logs
   */
  record One(Kind kind, String name, String source) implements TenantClaim {
    /** Requires a well-formed name. */
    public One {
      Objects.requireNonNull(source, "source");
      require(kind.accepts(name), source);
    }
  }

  /**
   * The bearer is a member of these tenants, and the token chooses none of them, even if it is only
   * one: the request selects, the token authorises.
   *
   * @param kind what the names are
   * @param names at least one, each well-formed for the kind
   * @param source which claim said it, for logs
   */
  record Memberships(Kind kind, Set<String> names, String source) implements TenantClaim {
    /** Requires at least one name, all well-formed. */
    public Memberships {
      Objects.requireNonNull(source, "source");
      names = Set.copyOf(names);
      require(!names.isEmpty() && names.stream().allMatch(kind::accepts), source);
    }
  }

  /**
   * The token names no tenant. That is not "all tenants": it opens no tenant's door.
   *
   * @param source which claim is absent or empty, for logs
   */
  record Absent(String source) implements TenantClaim {
    /** Requires the source. */
    public Absent {
      Objects.requireNonNull(source, "source");
    }
  }

  /**
   * The claim is there and is not what the issuer's mapping says it is.
   *
   * @param source which claim
   * @param reason what is wrong with it, for logs; never the value
   */
  record Malformed(String source, String reason) implements TenantClaim {
    /** Requires both. */
    public Malformed {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(reason, "reason");
    }
  }

  private static void require(boolean wellFormed, String source) {
    if (!wellFormed) {
      throw new IllegalArgumentException(source + " holds no tenant name");
    }
  }
}
