package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantDomain;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one place where host names become canonical: lower case, ASCII, no port, no trailing dot.
 * Whatever two spellings reach the same server compare equal; whatever is not plainly a host name
 * is refused rather than repaired.
 */
public final class CanonicalHost {

  private static final int MAX_PORT = 65_535;

  private CanonicalHost() {}

  /**
   * The host of a request.
   *
   * @param headers every value of the {@code Host} header, as it was sent. None, more than one, or
   *     one that is no host (user info, a path, a list, spaces, characters beyond ASCII, which no
   *     browser sends) gives nothing.
   */
  public static Optional<TenantDomain> ofHeader(List<String> headers) {
    return headers.size() == 1 ? ofAuthority(headers.get(0)) : Optional.empty();
  }

  /**
   * The host of a request that may name it in its target as well.
   *
   * @param headers every value of the {@code Host} header, as it was sent
   * @param authority of the request's target: of an absolute URI, or HTTP/2's {@code :authority}.
   *     If there are both, both must mean the same host.
   */
  public static Optional<TenantDomain> ofRequest(List<String> headers, Optional<String> authority) {
    if (authority.isEmpty()) {
      return ofHeader(headers);
    }
    Optional<TenantDomain> target = ofAuthority(authority.get());
    return headers.isEmpty() || ofHeader(headers).equals(target) ? target : Optional.empty();
  }

  /**
   * The host that a person typed, for instance a tenant admin who adds a domain: may be
   * international, and is then converted to its A-labels.
   */
  public static Optional<TenantDomain> ofText(String typed) {
    try {
      return ofAuthority(IDN.toASCII(typed.strip(), IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  // A host name or IPv4 address, at most one trailing dot, at most one port (RFC 9110 7.2).
  private static Optional<TenantDomain> ofAuthority(String authority) {
    int colon = authority.indexOf(':');
    if (colon >= 0 && !isPort(authority.substring(colon + 1))) {
      return Optional.empty();
    }
    int end = colon < 0 ? authority.length() : colon;
    boolean dot = end > 0 && authority.charAt(end - 1) == '.';
    String host = lowerCase(authority.substring(0, dot ? end - 1 : end));
    return TenantDomain.isValid(host) && hasHonestLabels(host)
        ? Optional.of(TenantDomain.of(host))
        : Optional.empty();
  }

  // Of ASCII alone: the lower case of the Kelvin sign is "k".
  private static String lowerCase(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) >= 128) {
        return host;
      }
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static boolean isPort(String digits) {
    return digits.length() <= 5
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && (digits.isEmpty() || Integer.parseInt(digits) <= MAX_PORT);
  }

  // "xn--acme-" decodes to "acme": a label that does not survive the round trip is a disguise.
  private static boolean hasHonestLabels(String host) {
    if (!host.contains("xn--")) {
      return true;
    }
    try {
      return IDN.toASCII(IDN.toUnicode(host), IDN.USE_STD3_ASCII_RULES).equals(host);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
