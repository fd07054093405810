package io.leasehold.tenancy.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cookie that belongs to one host alone: named {@code __Host-…}, {@code Secure}, {@code
 * HttpOnly}, for the whole path, and without a {@code Domain}. A browser sends it to no sibling
 * host and takes it from none, so the page of one tenant can neither read another's session nor
 * plant one. There is no way to give it a {@code Domain}. Immutable and thread-safe.
 */
public final class HostCookie {

  private static final String PREFIX = "__Host-";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  // RFC 6265, 4.1.1: no controls, spaces, quotes, commas, semicolons, backslashes.
  private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{0,3800}");

  private final String name;
  private final String sameSite;

  private HostCookie(String name, String sameSite) {
    this.name = name;
    this.sameSite = sameSite;
  }

  /**
   * A cookie that is sent with navigation from other sites, and with nothing else from them ({@code
   * SameSite=Lax}).
   *
   * @param name the part of the name behind {@code __Host-}
   * @throws IllegalArgumentException if it is not 1 to 64 letters, digits, '_' or '-'
   */
  public static HostCookie named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a cookie's name has letters, digits, '_' and '-' only");
    }
    return new HostCookie(PREFIX + name, "Lax");
  }

  /** The same, sent with nothing that comes from another site. */
  public HostCookie strict() {
    return new HostCookie(name, "Strict");
  }

  /** The full name, prefix included. */
  public String name() {
    return name;
  }

  /**
   * The value of a {@code Set-Cookie} header that lives as long as the browser's session.
   *
   * @throws IllegalArgumentException if the value has characters that a cookie cannot carry
   */
  public String set(String value) {
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the value of cookie " + name + " has characters that a cookie cannot carry; encode it");
    }
    return name + '=' + value + "; Path=/; Secure; HttpOnly; SameSite=" + sameSite;
  }

  /** The same, for that long. */
  public String set(String value, Duration life) {
    return set(value) + "; Max-Age=" + life.toSeconds();
  }

  /** The value of a {@code Set-Cookie} header that deletes the cookie. */
  public String delete() {
    return set("", Duration.ZERO);
  }

  /**
   * The cookie's value out of the {@code Cookie} headers of a request; empty if there is none, or
   * more than one: then somebody planted one of them, and nobody knows which.
   */
  public Optional<String> read(List<String> cookieHeaders) {
    String start = name + '=';
    List<String> values =
        cookieHeaders.stream()
            .flatMap(header -> Stream.of(header.split(";", -1)))
            .map(String::strip)
            // Browsers compare the prefix without regard to case, so a plant may come in any.
            .filter(pair -> pair.regionMatches(true, 0, start, 0, start.length()))
            .toList();
    return values.size() == 1 && values.get(0).startsWith(start)
        ? Optional.of(values.get(0).substring(start.length()))
        : Optional.empty();
  }
}
