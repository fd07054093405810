package io.leasehold.tenancy.domain;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * A TLS server's question whether it may get a certificate for a host.
 *
 * @param peer who asks, as the connection says
 * @param forwarded whether the request came through a proxy: has a {@code Forwarded}, {@code Via},
 *     {@code X-Real-IP} or {@code X-Forwarded-*} header
 * @param domains every value of the parameter that names the host; normally one
 */
public record TlsAsk(InetAddress peer, boolean forwarded, List<String> domains) {

  /** Copies. */
  public TlsAsk {
    Objects.requireNonNull(peer, "peer");
    domains = List.copyOf(domains);
  }

  /** Whether a request with a header of this name came through a proxy. */
  public static boolean isForwardingHeader(String name) {
    return name.equalsIgnoreCase("Forwarded")
        || name.equalsIgnoreCase("Via")
        || name.equalsIgnoreCase("X-Real-IP")
        || name.regionMatches(true, 0, "X-Forwarded-", 0, 12);
  }

  boolean isLocal() {
    return peer.isLoopbackAddress() && !forwarded;
  }
}
