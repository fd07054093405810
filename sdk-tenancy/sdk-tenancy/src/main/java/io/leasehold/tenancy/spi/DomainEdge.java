package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.domain.EdgeOrder;
import io.leasehold.tenancy.domain.EdgeState;
import io.leasehold.tenancy.domain.OnDemandEdge;

/**
 * Where TLS ends and certificates come from: a CDN, a load balancer, a proxy. Everything is
 * asynchronous: a call asks for something and tells how far it is; {@link
 * io.leasehold.tenancy.domain.DomainUpkeep} comes back.
 *
 * <p>An implementation
 *
 * <ul>
 *   <li>takes the claim id as its idempotency key (CloudFront: the name of a distribution tenant,
 *       the token of a certificate request), because a node may die between a call and writing down
 *       that it was made;
 *   <li>keeps nothing that it cannot find again by the claim id;
 *   <li>throws when the edge cannot be asked; nothing changes then, and the call is made again;
 *   <li>is thread-safe, and returns within seconds.
 * </ul>
 */
public interface DomainEdge {

  /** How the order stands. Changes nothing. */
  EdgeState describe(EdgeOrder order);

  /** Asks that the host be served with a certificate. Called again, it asks for nothing more. */
  EdgeState request(EdgeOrder order);

  /**
   * Asks that the host be taken away, with its certificate. Called again, and for what was never
   * there, it asks for nothing more. {@link EdgeState.Absent} only when nothing is left.
   */
  EdgeState release(EdgeOrder order);

  /**
   * The edge of a server that gets certificates by itself when a host is first asked for, and asks
   * {@link io.leasehold.tenancy.domain.TlsPermission} before.
   *
   * @param target where hosts point
   */
  static DomainEdge onDemand(TenantDomain target) {
    return new OnDemandEdge(target);
  }
}
