package io.leasehold.tenancy.jakarta.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;

/** What HTTP says about methods. */
public final class HttpMethods {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "QUERY");
  private static final String WANTED = "Access-Control-Request-Method";

  private HttpMethods() {}

  /** Whether the method only reads. */
  public static boolean isSafe(String method) {
    return SAFE.contains(method);
  }

  /** Whether a browser asks by this what a page of another origin may ask. */
  public static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader(WANTED) != null;
  }

  /** The method that the request has, or that it asks permission for. */
  public static String wanted(HttpServletRequest request) {
    return isPreflight(request)
        ? Objects.requireNonNull(request.getHeader(WANTED))
        : request.getMethod();
  }
}
