package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.internal.IpAddress;
import io.leasehold.tenancy.resolution.ForwardedHops.Hop;
import io.leasehold.tenancy.resolution.TrustedProxies.Header;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The address of the client, as far as it can be believed: of the peer, or what trusted proxies say
 * of who connected to them. It is for limits and logs, never for identity.
 */
public final class ClientAddress {

  private static final int MAX_NODES = 100;

  private ClientAddress() {}

  /**
   * The address.
   *
   * @param peer the other end of the socket
   * @param proxies whose headers count: {@code Forwarded}, and {@code X-Forwarded-For} where {@code
   *     X-Forwarded-Host} is read
   * @param headers the values of a header, in the order in which they came
   * @return the nearest node that is no trusted proxy; the peer itself if headers are malformed or
   *     contradict each other, so that whoever sends such headers is counted with their proxy
   */
  public static String of(
      String peer, TrustedProxies proxies, Function<String, List<String>> headers) {
    if (!proxies.trust(peer)) {
      return peer;
    }
    List<Optional<InetAddress>> sayings = new ArrayList<>();
    if (proxies.reads(Header.FORWARDED)) {
      forwarded(headers).ifPresent(nodes -> sayings.add(client(nodes, proxies)));
    }
    if (proxies.reads(Header.X_FORWARDED_HOST)) {
      xForwardedFor(headers).ifPresent(nodes -> sayings.add(client(nodes, proxies)));
    }
    List<Optional<InetAddress>> different = sayings.stream().distinct().toList();
    return different.size() == 1
        ? different.get(0).map(InetAddress::getHostAddress).orElse(peer)
        : peer;
  }

  // From the nearest on; what a node that is not trusted says is the client's own invention.
  private static Optional<InetAddress> client(List<String> nodes, TrustedProxies proxies) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      String node = nodes.get(i);
      if (!proxies.trust(node)) {
        return IpAddress.parseNode(node);
      }
    }
    return Optional.empty();
  }

  private static Optional<List<String>> forwarded(Function<String, List<String>> headers) {
    List<String> lines = headers.apply(Header.FORWARDED.headerName());
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(ForwardedHops.parse(lines).map(ClientAddress::nodes).orElse(List.of()));
  }

  private static List<String> nodes(List<Hop> hops) {
    return hops.stream().map(hop -> Objects.requireNonNullElse(hop.node(), "unknown")).toList();
  }

  private static Optional<List<String>> xForwardedFor(Function<String, List<String>> headers) {
    List<String> lines = headers.apply("X-Forwarded-For");
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    List<String> nodes =
        lines.stream()
            .flatMap(line -> Arrays.stream(line.split(",", MAX_NODES)))
            .map(String::strip)
            .toList();
    return Optional.of(nodes);
  }
}
