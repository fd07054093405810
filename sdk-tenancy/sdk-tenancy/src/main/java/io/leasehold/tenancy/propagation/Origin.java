package io.leasehold.tenancy.propagation;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Scheme, host and port of an address: what decides where a request ends up. */
record Origin(String scheme, String host, int port) {

  /** Empty if the address names no web server plainly. */
  static Optional<Origin> of(URI address) {
    String scheme = address.getScheme();
    String host = address.getHost();
    if (scheme == null || host == null || host.isEmpty()) {
      return Optional.empty();
    }
    String lower = scheme.toLowerCase(Locale.ROOT);
    if (!lower.equals("https") && !lower.equals("http")) {
      return Optional.empty();
    }
    int standard = lower.equals("https") ? 443 : 80;
    int port = address.getPort() < 0 ? standard : address.getPort();
    return Optional.of(new Origin(lower, host.toLowerCase(Locale.ROOT), port));
  }

  boolean isEncrypted() {
    return scheme.equals("https");
  }
}
