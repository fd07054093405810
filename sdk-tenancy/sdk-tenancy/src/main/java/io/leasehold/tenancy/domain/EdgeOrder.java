package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import java.util.Objects;

/**
 * What an edge is to serve. The claim id is the key: for one claim there is one thing at the edge,
 * however often it is asked for.
 *
 * @param claim the claim, which no other order ever has
 * @param tenant on whose behalf
 * @param domain the host
 */
public record EdgeOrder(ClaimId claim, TenantId tenant, TenantDomain domain) {

  /** Checks. */
  public EdgeOrder {
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(domain, "domain");
  }

  static EdgeOrder of(CustomDomain domain) {
    return new EdgeOrder(domain.id(), domain.tenant(), domain.domain());
  }
}
