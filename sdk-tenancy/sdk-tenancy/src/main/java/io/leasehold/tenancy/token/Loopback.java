package io.leasehold.tenancy.token;

import java.net.URI;
import java.util.Set;

/** Addresses that never leave the machine. Names are not resolved: DNS can say anything. */
final class Loopback {

  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private Loopback() {}

  static boolean isHost(URI uri) {
    return HOSTS.contains(uri.getHost());
  }
}
