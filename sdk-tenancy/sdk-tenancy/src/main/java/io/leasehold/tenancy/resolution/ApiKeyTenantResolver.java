package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.apikey.VerifiedApiKey;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;

/**
 * Reads the tenant off the verified API key, which stands where a person has a token. Thread-safe.
 */
public final class ApiKeyTenantResolver implements TenantResolver {

  /** Creates the resolver. */
  public ApiKeyTenantResolver() {}

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    return signals
        .apiKey()
        .map(ApiKeyTenantResolver::candidate)
        .map(TenantResolution::resolved)
        .orElseGet(TenantResolution::notApplicable);
  }

  private static TenantCandidate candidate(VerifiedApiKey key) {
    return new TenantCandidate(
        Kind.ID, key.tenant().value(), TrustLevel.CRYPTOGRAPHIC, "API key " + key.id());
  }
}
