package io.leasehold.tenancy.token;

import java.net.URI;
import java.util.Set;

/** Hosts that say that they are this machine. */
final class Loopback {

  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "::1");

  private Loopback() {}

  static boolean isHost(URI uri) {
    return isHost(uri.getHost());
  }

  static boolean isHost(String host) {
    return HOSTS.contains(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
  }
}
