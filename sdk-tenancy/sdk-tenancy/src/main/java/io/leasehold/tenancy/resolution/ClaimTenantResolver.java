package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.TenantClaim;
import io.leasehold.tenancy.token.VerifiedToken;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads the tenant, or the memberships, out of the verified token. Thread-safe.
 *
 * <p>A token without the claim, or with something else than the mapping says, is rejected: there is
 * no "global" token, and the first of a list is not a choice.
 */
public final class ClaimTenantResolver implements TenantResolver {

  private final Function<VerifiedToken, TenantClaim> reading;

  private ClaimTenantResolver(Function<VerifiedToken, TenantClaim> reading) {
    this.reading = reading;
  }

  /** A resolver that reads each issuer's tokens by that issuer's own mapping. */
  public static ClaimTenantResolver perIssuer() {
    return new ClaimTenantResolver(VerifiedToken::tenant);
  }

  /** A resolver that reads the tokens of all issuers by one mapping. */
  public static ClaimTenantResolver mapped(ClaimMapping mapping) {
    Objects.requireNonNull(mapping, "mapping");
    return new ClaimTenantResolver(token -> mapping.read(token.claims()));
  }

  /**
   * A resolver for the tenant id in one claim, whoever the issuer is.
   *
   * @param name the exact name of a top-level claim, for instance {@code tenant_id} or {@code
   *     custom:tenant_id}
   */
  public static ClaimTenantResolver claim(String name) {
    return mapped(ClaimMapping.claim(name));
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    return signals
        .token()
        .map(reading)
        .map(ClaimTenantResolver::resolution)
        .orElseGet(TenantResolution::notApplicable);
  }

  private static TenantResolution resolution(TenantClaim claim) {
    if (claim instanceof TenantClaim.One one) {
      return TenantResolution.resolved(candidate(one.kind(), one.name(), one.source()));
    }
    if (claim instanceof TenantClaim.Memberships members) {
      return TenantResolution.oneOf(
          members.names().stream()
              .map(name -> candidate(members.kind(), name, members.source()))
              .toList());
    }
    return rejected(claim);
  }

  private static TenantResolution rejected(TenantClaim claim) {
    String reason =
        claim instanceof TenantClaim.Malformed malformed
            ? malformed.source() + " " + malformed.reason()
            : "the token names no tenant";
    return TenantResolution.rejected(TrustLevel.CRYPTOGRAPHIC, reason);
  }

  private static TenantCandidate candidate(TenantClaim.Kind kind, String name, String source) {
    return new TenantCandidate(
        kind == TenantClaim.Kind.ID ? Kind.ID : Kind.SLUG, name, TrustLevel.CRYPTOGRAPHIC, source);
  }
}
