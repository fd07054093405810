package io.leasehold.labs.site;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** What browsers are told about every answer. */
final class SecurityHeaders {

  private SecurityHeaders() {}

  static void set(HttpServletResponse response, Optional<SignIn> signIn) {
    String issuer =
        signIn.map(SignIn::origin).filter(o -> !o.isEmpty()).map(o -> " " + o).orElse("");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'self'; connect-src 'self'"
            + issuer
            + "; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'"
            + issuer
            + "; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }
}
