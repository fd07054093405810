package io.leasehold.tenancy.internal;

import java.net.InetAddress;
import java.util.Optional;

/** A block of IP addresses, such as {@code 10.0.0.0/8}. Immutable. */
public final class AddressBlock {

  private final byte[] network;
  private final int bits;

  private AddressBlock(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * The block that the text describes; one address is a block of its own.
   *
   * @throws IllegalArgumentException if it describes none, or has bits behind its prefix, which
   *     hardly ever is what was meant
   */
  public static AddressBlock parse(String text) {
    String[] parts = text.split("/", -1);
    Optional<InetAddress> address = IpAddress.parse(parts[0]);
    if (address.isEmpty() || parts.length > 2) {
      throw malformed(text);
    }
    byte[] bytes = address.get().getAddress();
    int bits = parts.length == 1 ? bytes.length * 8 : prefix(parts[1], bytes.length * 8, text);
    for (int bit = bits; bit < bytes.length * 8; bit++) {
      if (bitAt(bytes, bit) != 0) {
        throw malformed(text);
      }
    }
    return new AddressBlock(bytes, bits);
  }

  /** Whether the address is in the block. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (bitAt(bytes, bit) != bitAt(network, bit)) {
        return false;
      }
    }
    return true;
  }

  private static int bitAt(byte[] bytes, int bit) {
    return (bytes[bit / 8] >> (7 - bit % 8)) & 1;
  }

  private static int prefix(String digits, int most, String text) {
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
      throw malformed(text);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no block of addresses such as 10.0.0.0/8, 2001:db8::/32 or 10.1.2.3");
  }
}
