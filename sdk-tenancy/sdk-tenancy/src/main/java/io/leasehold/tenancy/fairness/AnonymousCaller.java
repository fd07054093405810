package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody who has not signed in: at whose host, and from which network.
 *
 * @param host the tenant of the host; empty where there is none
 * @param network the IPv4 address, or the first 64 bits of the IPv6 address, because a household
 *     has that many
 */
public record AnonymousCaller(Optional<TenantId> host, String network) {

  /** Requires the values. */
  public AnonymousCaller {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(network, "network");
  }

  /**
   * The caller.
   *
   * @param hostTenant the tenant at whose host the request arrived
   * @param peer the address of the client; from a header only if a trusted proxy has set it. What
   *     is no address counts as one caller together with everything else that is none
   */
  public static AnonymousCaller of(Optional<Tenant> hostTenant, String peer) {
    return new AnonymousCaller(hostTenant.map(Tenant::id), Networks.of(peer));
  }
}
