package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.apikey.ApiKeyVerification;
import io.leasehold.tenancy.token.TokenVerification;
import java.util.Optional;

/** What the credentials of a request alone come to. */
final class CredentialCheck {

  private CredentialCheck() {}

  /** The refusal, if a credential that was sent is not good, wherever it was sent. */
  static Optional<TenantDecision> refusal(RequestSignals signals) {
    TokenVerification token = signals.verification().orElse(null);
    ApiKeyVerification key = signals.apiKeyVerification().orElse(null);
    if (token instanceof TokenVerification.Rejected) {
      return Optional.of(new TenantDecision.TokenRejected());
    }
    // Two callers in one request: whose roles would count, whose name would the log have?
    if (key instanceof ApiKeyVerification.Rejected || (key != null && token != null)) {
      return Optional.of(new TenantDecision.KeyRejected());
    }
    if (token instanceof TokenVerification.Unavailable unavailable) {
      return Optional.of(new TenantDecision.Unavailable(unavailable.retryAfter()));
    }
    if (key instanceof ApiKeyVerification.Unavailable unavailable) {
      return Optional.of(new TenantDecision.Unavailable(unavailable.retryAfter()));
    }
    return Optional.empty();
  }

  /**
   * Whether the credential may speak for the tenant at all. A good signature of a known issuer is
   * not enough: it must be an issuer of this tenant; and a key is of one tenant.
   */
  static boolean speaksFor(Tenant tenant, RequestSignals signals) {
    return signals.token().map(token -> tenant.issuers().contains(token.issuer())).orElse(false)
        || signals.apiKey().map(key -> key.tenant().equals(tenant.id())).orElse(false);
  }
}
