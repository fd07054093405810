package io.leasehold.tenancy.fairness;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a client where it stands: {@code RateLimit-Policy} and {@code RateLimit}, in the syntax of
 * draft-ietf-httpapi-ratelimit-headers-09, and {@code Retry-After}. Times are whole seconds,
 * rounded up, so that a client that waits that long is not too early.
 */
public final class RateLimitHeaders {

  private RateLimitHeaders() {}

  /** The headers of an admission; none if nothing is limited. */
  public static Map<String, String> of(Admission admission) {
    Map<String, String> headers = new TreeMap<>();
    if (admission instanceof Admission.Admitted admitted) {
      standings(headers, admitted.standings());
    } else if (admission instanceof Admission.Refused refused) {
      standings(headers, refused.standings());
      headers.put("Retry-After", retryAfter(refused.retryAfter()));
    } else if (admission instanceof Admission.Unavailable unavailable) {
      headers.put("Retry-After", retryAfter(unavailable.retryAfter()));
    }
    return headers;
  }

  /** The value of {@code Retry-After}: at least one second. */
  public static String retryAfter(Duration time) {
    return String.valueOf(Math.max(1, seconds(time)));
  }

  private static void standings(Map<String, String> headers, List<Standing> standings) {
    if (!standings.isEmpty()) {
      headers.put("RateLimit-Policy", join(standings.stream().map(RateLimitHeaders::policy)));
      headers.put("RateLimit", join(standings.stream().map(RateLimitHeaders::limit)));
    }
  }

  private static String policy(Standing standing) {
    Allowance allowance = standing.allowance();
    long window = Math.max(1, seconds(allowance.per()));
    // A rate per part of a second is told per second.
    long quota =
        allowance instanceof Rate rate
            ? Math.round(rate.permitsPerNano() * window * 1e9)
            : allowance.permits();
    return '"' + allowance.name() + "\";q=" + quota + ";w=" + window;
  }

  private static String limit(Standing standing) {
    return '"'
        + standing.allowance().name()
        + "\";r="
        + standing.remaining()
        + ";t="
        + seconds(standing.resetAfter());
  }

  private static String join(Stream<String> items) {
    return items.collect(Collectors.joining(", "));
  }

  private static long seconds(Duration time) {
    return time.plusNanos(999_999_999).toSeconds();
  }
}
