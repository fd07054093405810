package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.spi.DomainEdge;
import java.util.List;
import java.util.Objects;

/** An edge at which there is nothing to order: always ready, and at once gone. Thread-safe. */
public final class OnDemandEdge implements DomainEdge {

  private final TenantDomain target;

  /** An edge at the host. */
  public OnDemandEdge(TenantDomain target) {
    this.target = Objects.requireNonNull(target, "target");
  }

  @Override
  public EdgeState describe(EdgeOrder order) {
    return request(order);
  }

  @Override
  public EdgeState request(EdgeOrder order) {
    // A registrable domain itself must not be a CNAME (RFC 1034 3.6.2): it has other records.
    String type = PublicSuffixes.isApex(order.domain()) ? "ALIAS" : "CNAME";
    return new EdgeState.Ready(
        List.of(new DnsRecord(type, order.domain().value(), target.value())));
  }

  @Override
  public EdgeState release(EdgeOrder order) {
    return new EdgeState.Absent();
  }
}
