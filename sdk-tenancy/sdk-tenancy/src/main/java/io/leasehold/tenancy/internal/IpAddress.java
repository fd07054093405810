package io.leasehold.tenancy.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses that are written out; never asks a name server. */
public final class IpAddress {

  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  // "1.2.3.4:80" and "[::1]:80", as forwarding headers have them.
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([0-9.]+))(?::[0-9A-Za-z._-]{1,32})?");

  private IpAddress() {}

  /**
   * The address; an IPv4 address inside IPv6 is the IPv4 address, and a zone is dropped.
   *
   * @return empty for anything but one address
   */
  public static Optional<InetAddress> parse(String text) {
    int zone = text.indexOf('%');
    String literal = zone < 0 ? text : text.substring(0, zone);
    if (literal.length() > 45
        || !(V4.matcher(literal).matches() || V6.matcher(literal).matches())) {
      return Optional.empty();
    }
    try {
      // With only these characters it is a literal or an error, never a name.
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }

  /** The address of a node as forwarding headers write it, with or without a port. */
  public static Optional<InetAddress> parseNode(String node) {
    var parts = WITH_PORT.matcher(node);
    if (!parts.matches()) {
      return parse(node);
    }
    return parse(parts.group(1) == null ? parts.group(2) : parts.group(1));
  }
}
