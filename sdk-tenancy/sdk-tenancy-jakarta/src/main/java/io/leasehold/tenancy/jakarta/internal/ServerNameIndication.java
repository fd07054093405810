package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.resolution.CanonicalHost;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;

/** The server name for which the TLS connection of a request was opened. */
final class ServerNameIndication {

  private ServerNameIndication() {}

  /** Whether the connection is known to be for another host than the request. */
  static boolean contradicts(
      HttpServletRequest request, Optional<TenantDomain> host, TenantFilterSettings settings) {
    // Behind a proxy the connection is the proxy's.
    if (settings.sniAttribute().isEmpty()
        || settings.trustedProxies().trust(request.getRemoteAddr())) {
      return false;
    }
    Optional<String> name = name(request.getAttribute(settings.sniAttribute()));
    return name.isPresent()
        && !name.flatMap(text -> CanonicalHost.ofHeader(List.of(text))).equals(host);
  }

  private static Optional<String> name(Object told) {
    if (told instanceof String text) {
      return Optional.of(text);
    }
    return told instanceof ExtendedSSLSession session
        ? session.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(SNIHostName.class::cast)
            .map(SNIHostName::getAsciiName)
            .findFirst()
        : Optional.empty();
  }
}
