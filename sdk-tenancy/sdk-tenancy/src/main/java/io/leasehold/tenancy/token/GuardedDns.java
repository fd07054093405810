package io.leasehold.tenancy.token;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the host of a key address, and refuses it if one of its addresses may not be connected
 * to. The connection is made to exactly the addresses that were checked: nobody asks the name
 * server a second time, so an answer that changes in between changes nothing.
 */
final class GuardedDns implements DnsResolver {

  /** Asks for the addresses of a host; the machine's resolver, another one in tests. */
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private final Names names;
  private final KeyNetworks networks;
  private final boolean loopback;

  GuardedDns(Names names, KeyNetworks networks, boolean loopback) {
    this.names = names;
    this.networks = networks;
    this.loopback = loopback;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.of(host);
    for (InetAddress address : addresses) {
      if (!admit(host, address)) {
        throw new RefusedAddress(host, address);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  // A host that says that it is this machine is held to it, since it may be asked by plain http;
  // no other host may be this machine.
  private boolean admit(String host, InetAddress address) {
    if (loopback && Loopback.isHost(host)) {
      return address.isLoopbackAddress();
    }
    return networks.admit(address);
  }

  /** The host has an address that keys are not fetched from. */
  static final class RefusedAddress extends UnknownHostException {
    RefusedAddress(String host, InetAddress address) {
      super(
          host
              + " has the address "
              + address.getHostAddress()
              + ", which is not public; if keys may be fetched there, name its network in"
              + " TokenVerifier.Builder.allowKeyNetworks");
    }
  }
}
