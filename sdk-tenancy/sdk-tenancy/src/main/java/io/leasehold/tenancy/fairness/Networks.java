package io.leasehold.tenancy.fairness;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The network of an address; asks no name server. */
final class Networks {

  static final String UNKNOWN = "unknown";

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private Networks() {}

  static String of(String peer) {
    String address = withoutZone(peer.strip());
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      return UNKNOWN;
    }
    try {
      // Only texts that cannot be a name get here, so nothing is looked up.
      InetAddress parsed = InetAddress.getByName(address);
      // An IPv4 address inside of an IPv6 address is an IPv4 address to Java already.
      return parsed instanceof Inet4Address
          ? parsed.getHostAddress()
          : HexFormat.of().formatHex(parsed.getAddress(), 0, 8) + "/64";
    } catch (UnknownHostException malformed) {
      return UNKNOWN;
    }
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
