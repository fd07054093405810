package io.leasehold.tenancy.token;

import io.leasehold.tenancy.internal.AddressBlock;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * From which addresses keys may be fetched: the public internet, and the private networks that are
 * allowed by name. Immutable.
 */
final class KeyNetworks {

  /** The public internet and nothing else. */
  static final KeyNetworks PUBLIC = new KeyNetworks(List.of());

  /**
   * Not even by name: what is on the same link, the services that clouds offer to a machine about
   * itself, and what is no single machine.
   */
  private static final List<AddressBlock> NEVER =
      blocks(
          "0.0.0.0/8",
          "100.100.100.200",
          "168.63.129.16",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::",
          "fd00:ec2::/32",
          "fd20:ce::/32",
          "fe80::/10",
          "ff00::/8");

  /** IANA's special-purpose registries, as far as they are inside what is otherwise public. */
  private static final List<AddressBlock> NOT_PUBLIC =
      blocks(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  private static final AddressBlock GLOBAL_V6 = AddressBlock.parse("2000::/3");

  // In networks without IPv4, name servers write the IPv4 address into the last four bytes.
  private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");

  private final List<AddressBlock> allowed;

  private KeyNetworks(List<AddressBlock> allowed) {
    this.allowed = allowed;
  }

  /**
   * These and the given blocks.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  KeyNetworks allowing(String... blocks) {
    return new KeyNetworks(Stream.concat(allowed.stream(), blocks(blocks).stream()).toList());
  }

  /** Whether keys may be fetched from the address. */
  boolean admit(InetAddress address) {
    InetAddress real = withoutNat64(address);
    if (in(NEVER, real)) {
      return false;
    }
    return in(allowed, real) || isPublic(real);
  }

  private static boolean isPublic(InetAddress address) {
    boolean unicast = !(address instanceof Inet6Address) || GLOBAL_V6.contains(address);
    return unicast && !in(NOT_PUBLIC, address);
  }

  private static InetAddress withoutNat64(InetAddress address) {
    if (!NAT64.contains(address)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean in(List<AddressBlock> blocks, InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<AddressBlock> blocks(String... blocks) {
    return Arrays.stream(blocks).map(AddressBlock::parse).toList();
  }
}
