package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.internal.IpAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** The network of an address; asks no name server. */
final class Networks {

  static final String UNKNOWN = "unknown";

  private Networks() {}

  static String of(String peer) {
    return IpAddress.parseNode(peer.strip()).map(Networks::of).orElse(UNKNOWN);
  }

  private static String of(InetAddress address) {
    return address instanceof Inet4Address
        ? address.getHostAddress()
        : HexFormat.of().formatHex(address.getAddress(), 0, 8) + "/64";
  }
}
