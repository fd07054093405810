package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The bearer token of a request, verified once: the authentication mechanism and the filter share
 * the outcome, and cannot come to different ones.
 *
 * @param raw the compact JWT, or an empty text
 * @param verification what came of it, empty if there is none
 */
public record RequestToken(String raw, Optional<TokenVerification> verification) {

  private static final String ATTRIBUTE = RequestToken.class.getName();
  private static final String SCHEME = "bearer ";

  /** What came of verifying the request's token; empty if it has none. */
  public static Optional<TokenVerification> verify(
      HttpServletRequest request, TokenVerifier verifier) {
    return of(request, verifier).verification();
  }

  /** How many {@code Authorization} headers the request has, if one of them is a bearer token. */
  public static int count(HttpServletRequest request) {
    List<String> headers = Collections.list(request.getHeaders("Authorization"));
    return headers.stream().anyMatch(RequestToken::isBearer) ? headers.size() : 0;
  }

  /** The request's token. */
  public static RequestToken of(HttpServletRequest request, TokenVerifier verifier) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestToken known) {
      return known;
    }
    RequestToken token = read(Collections.list(request.getHeaders("Authorization")), verifier);
    request.setAttribute(ATTRIBUTE, token);
    return token;
  }

  // Other schemes are none of our business; two headers, one of them ours, are an attack.
  private static RequestToken read(List<String> headers, TokenVerifier verifier) {
    if (headers.stream().noneMatch(RequestToken::isBearer)) {
      return new RequestToken("", Optional.empty());
    }
    if (headers.size() > 1) {
      return new RequestToken("", Optional.of(new TokenVerification.Rejected(Reason.MALFORMED)));
    }
    String header = headers.get(0);
    String raw = header.substring(Math.min(SCHEME.length(), header.length())).strip();
    return new RequestToken(raw, Optional.of(verifier.verify(raw)));
  }

  private static boolean isBearer(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || header.equalsIgnoreCase(SCHEME.strip());
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RequestToken[" + verification + "]";
  }
}
