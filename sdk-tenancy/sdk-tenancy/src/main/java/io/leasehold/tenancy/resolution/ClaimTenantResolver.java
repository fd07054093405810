package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import io.leasehold.tenancy.token.VerifiedToken;
import java.util.Objects;

/**
 * Reads the tenant id out of one claim of the verified token. Thread-safe.
 *
 * <p>A token without the claim, or with anything but one well-formed id in it, is rejected: there
 * is no "global" token, and the first of a list is not a choice.
 */
public final class ClaimTenantResolver implements TenantResolver {

  private final String name;

  private ClaimTenantResolver(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * A resolver for one claim.
   *
   * @param name the exact name of a top-level claim, for instance {@code tenant_id} or {@code
   *     custom:tenant_id}
   */
  public static ClaimTenantResolver claim(String name) {
    return new ClaimTenantResolver(name);
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    return signals.token().map(this::read).orElseGet(TenantResolution::notApplicable);
  }

  private TenantResolution read(VerifiedToken token) {
    Object value = token.claims().get(name);
    if (value instanceof String text && TenantId.isValid(text)) {
      return TenantResolution.resolved(
          new TenantCandidate(Kind.ID, text, TrustLevel.CRYPTOGRAPHIC, "claim " + name));
    }
    return TenantResolution.rejected(
        TrustLevel.CRYPTOGRAPHIC,
        "claim " + name + (value == null ? " is absent" : " is not one tenant id"));
  }
}
