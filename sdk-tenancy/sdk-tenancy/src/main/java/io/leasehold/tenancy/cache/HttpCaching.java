package io.leasehold.tenancy.cache;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a response that was made in a tenant's scope tells the caches between us and the caller, so
 * that no proxy and no CDN hands it to somebody else.
 *
 * <p>{@code Vary} alone does not do: many CDNs ignore it, or do not have the host in their key.
 * {@code private} is what keeps shared caches out.
 */
public final class HttpCaching {

  /** What may be in a response by default: this browser, and it asks each time. */
  public static final String DEFAULT_CACHE_CONTROL = "private, no-cache";

  /** The request headers that decide whose response it is. */
  public static final List<String> DECIDING_HEADERS = List.of("Authorization", "Cookie", "Host");

  // With one of these the application has said itself who may keep the response.
  private static final List<String> DECIDED = List.of("private", "public", "no-store", "s-maxage");

  private HttpCaching() {}

  /**
   * The {@code Cache-Control} of a tenant's response: what the application said, and {@code
   * private} unless it said who may keep it. An explicit {@code public} stands: it is for content
   * that is the same for everybody, and the application's responsibility.
   *
   * @param said what the application set, if anything
   */
  public static String cacheControl(Optional<String> said) {
    String value = said.map(String::strip).orElse("");
    if (value.isEmpty()) {
      return DEFAULT_CACHE_CONTROL;
    }
    boolean decided = names(value).stream().anyMatch(DECIDED::contains);
    return decided ? value : value + ", private";
  }

  /**
   * The {@code Vary} of a tenant's response: what the application said and what decides whose
   * response it is.
   *
   * @param said what the application set, if anything
   * @param furtherHeaders headers that name a tenant, such as one of an API key
   */
  public static String vary(Optional<String> said, String... furtherHeaders) {
    TreeMap<String, Boolean> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    said.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(name -> names.putIfAbsent(name, true));
    DECIDING_HEADERS.forEach(name -> names.putIfAbsent(name, true));
    for (String name : furtherHeaders) {
      names.putIfAbsent(name, true);
    }
    return names.containsKey("*") ? "*" : String.join(", ", names.keySet());
  }

  private static List<String> names(String cacheControl) {
    return Arrays.stream(cacheControl.split(",", -1))
        .map(directive -> directive.split("=", 2)[0].strip().toLowerCase(Locale.ROOT))
        .toList();
  }
}
