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
 * @param roles the {@code groups} claim; empty if it is absent or not a list of texts
 * @param claims every claim that is not null: texts, numbers, booleans, lists and maps; {@code
 *     exp}, {@code iat} and {@code nbf} are seconds since 1970
 */
public record VerifiedToken(
    String issuer,
    String subject,
    Set<String> audience,
    Instant expiresAt,
    Set<String> roles,
    Map<String, Object> claims) {

  /** Copies. */
  public VerifiedToken {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(expiresAt, "expiresAt");
    audience = Set.copyOf(audience);
    roles = Set.copyOf(roles);
    claims = Map.copyOf(claims);
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
