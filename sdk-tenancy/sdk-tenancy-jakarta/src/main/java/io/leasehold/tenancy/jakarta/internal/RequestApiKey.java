package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.apikey.ApiKeyVerification;
import io.leasehold.tenancy.apikey.ApiKeyVerifier;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;

/**
 * The API key of a request, verified once: the authentication mechanism and the filter share the
 * outcome.
 */
public record RequestApiKey(Optional<ApiKeyVerification> verification) {

  private static final String ATTRIBUTE = RequestApiKey.class.getName();

  /** What came of verifying the request's key; empty if it has none. */
  public static Optional<ApiKeyVerification> verify(
      HttpServletRequest request, ApiKeyVerifier verifier) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestApiKey known) {
      return known.verification();
    }
    Optional<ApiKeyVerification> outcome =
        verifier.verify(Collections.list(request.getHeaders(TenantFilterSettings.API_KEY_HEADER)));
    request.setAttribute(ATTRIBUTE, new RequestApiKey(outcome));
    return outcome;
  }
}
