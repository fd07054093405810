package io.leasehold.tenancy.token;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says whose signature, issuer, audience and times were verified. Deeply immutable.
 *
 * @param issuer the {@code iss} claim
 * @param subject the {@code sub} claim
 * @param audience the {@code aud} claim
 * @param expiresAt the {@code exp} claim
 * @param tenant what it says about the tenant, read as its issuer's row says
 * @param roles the roles that its issuer may give and gives; empty if the claim is absent or not a
 *     list of texts
 * @param claims every claim that is not null: texts, numbers, booleans, lists and maps; {@code
 *     exp}, {@code iat} and {@code nbf} are seconds since 1970
 */
public record VerifiedToken(
    String issuer,
    String subject,
    Set<String> audience,
    Instant expiresAt,
    TenantClaim tenant,
    Set<String> roles,
    Map<String, Object> claims) {

  /** Copies. */
  public VerifiedToken {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(expiresAt, "expiresAt");
    Objects.requireNonNull(tenant, "tenant");
    audience = Set.copyOf(audience);
    roles = Set.copyOf(roles);
    claims = Map.copyOf(claims);
  }

  /** A token whose tenant is read as {@link ClaimMapping#DEFAULT} says. */
  public VerifiedToken(
      String issuer,
      String subject,
      Set<String> audience,
      Instant expiresAt,
      Set<String> roles,
      Map<String, Object> claims) {
    this(issuer, subject, audience, expiresAt, ClaimMapping.DEFAULT.read(claims), roles, claims);
  }

  /** The claim, if the token has it. */
  public Optional<Object> claim(String name) {
    return Optional.ofNullable(claims.get(name));
  }

  /** Without subject and claims, which are personal data. */
  @Override
  public String toString() {
    return "VerifiedToken[issuer=" + issuer + ", expiresAt=" + expiresAt + "]";
  }
}
