package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.resolution.ForwardedHops.Hop;
import io.leasehold.tenancy.resolution.TrustedProxies.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The host as the trusted proxies in front of this node tell it. The word of the trusted proxy that
 * is farthest from here counts, because it is the one that the client spoke to.
 */
final class ForwardedHost {

  /** What the proxies say: nothing, one host, or something that cannot be used. */
  record Saying(boolean silent, Optional<TenantDomain> host) {

    static final Saying SILENT = new Saying(true, Optional.empty());

    static Saying of(Optional<TenantDomain> host) {
      return new Saying(false, host);
    }

    /** Two headers that differ say nothing usable. */
    Saying and(Saying other) {
      if (silent || other.silent) {
        return silent ? other : this;
      }
      return host.equals(other.host) ? this : of(Optional.empty());
    }
  }

  private ForwardedHost() {}

  /**
   * What the headers say.
   *
   * @param proxies trust the peer that sent the headers
   */
  static Saying read(TrustedProxies proxies, Function<String, List<String>> headers) {
    return forwarded(proxies, headers).and(xForwardedHost(proxies, headers));
  }

  private static Saying forwarded(TrustedProxies proxies, Function<String, List<String>> headers) {
    List<String> lines = lines(Header.FORWARDED, proxies, headers);
    if (lines.isEmpty()) {
      return Saying.SILENT;
    }
    Optional<List<Hop>> hops = ForwardedHops.parse(lines);
    if (hops.isEmpty()) {
      return Saying.of(Optional.empty());
    }
    Saying farthest = Saying.SILENT;
    for (int i = hops.get().size() - 1; i >= 0; i--) {
      Hop hop = hops.get().get(i);
      if (hop.host() != null) {
        farthest = Saying.of(CanonicalHost.ofHeader(List.of(hop.host())));
      }
      // What stands before was written by whoever connected to this proxy.
      if (hop.node() == null || !proxies.trust(hop.node())) {
        break;
      }
    }
    return farthest;
  }

  private static Saying xForwardedHost(
      TrustedProxies proxies, Function<String, List<String>> headers) {
    List<String> hosts = list(lines(Header.X_FORWARDED_HOST, proxies, headers));
    if (hosts.isEmpty()) {
      return Saying.SILENT;
    }
    // Each of our proxies has replaced the header, appended to it or left it alone, and nobody says
    // which. So as many of the last values as there are proxies must mean one host: what stands
    // before is the client's, and where they differ one of them may be.
    int hops = trustedHops(proxies, list(headers.apply("X-Forwarded-For")));
    List<Optional<TenantDomain>> ours =
        hosts.subList(Math.max(0, hosts.size() - hops), hosts.size()).stream()
            .map(host -> CanonicalHost.ofHeader(List.of(host)))
            .distinct()
            .toList();
    return Saying.of(ours.size() == 1 ? ours.get(0) : Optional.empty());
  }

  private static int trustedHops(TrustedProxies proxies, List<String> nodes) {
    int hops = 1;
    for (int i = nodes.size() - 1; i >= 0 && proxies.trust(nodes.get(i)); i--) {
      hops++;
    }
    return hops;
  }

  private static List<String> lines(
      Header header, TrustedProxies proxies, Function<String, List<String>> headers) {
    return proxies.reads(header) ? headers.apply(header.headerName()) : List.of();
  }

  private static List<String> list(List<String> lines) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      Arrays.stream(line.split(",", -1)).map(String::strip).forEach(values::add);
    }
    return values;
  }
}
