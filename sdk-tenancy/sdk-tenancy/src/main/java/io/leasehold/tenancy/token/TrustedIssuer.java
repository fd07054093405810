package io.leasehold.tenancy.token;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * One token issuer that is trusted, and what exactly is accepted from it. Immutable.
 *
 * @param issuer the exact {@code iss} value
 * @param jwksUri where its public keys are: https, or http on loopback if the verifier allows that
 * @param audiences the accepted {@code aud} values, of which a token needs one
 * @param algorithms the accepted {@code alg} values, asymmetric signatures only
 * @param clockSkew how far its clock may be off, at most five minutes
 * @param shape which of its tokens are access tokens
 * @param tenants where its tokens say whose they are
 * @param roles where its tokens list roles, and which of them it may give
 */
public record TrustedIssuer(
    String issuer,
    URI jwksUri,
    Set<String> audiences,
    Set<String> algorithms,
    Duration clockSkew,
    TokenShape shape,
    ClaimMapping tenants,
    RoleMapping roles) {

  /** The clock skew of {@link #of}: 30 seconds. */
  public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(30);

  // No HMAC: with a public key at hand, anybody can sign with it. No EdDSA: needs another library.
  private static final Set<String> SIGNATURES =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  /**
   * Validates and copies.
   *
   * @throws IllegalArgumentException if a part is empty, the address is neither https nor http, an
   *     algorithm is no asymmetric signature, or the skew is out of range
   */
  public TrustedIssuer {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(jwksUri, "jwksUri");
    Objects.requireNonNull(clockSkew, "clockSkew");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(tenants, "tenants");
    Objects.requireNonNull(roles, "roles");
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    require(!issuer.isBlank(), "the issuer is blank");
    require(isWebAddress(jwksUri), "the JWKS address of " + issuer + " is no plain https address");
    require(!audiences.isEmpty(), "issuer " + issuer + " has no audience");
    require(
        !algorithms.isEmpty() && SIGNATURES.containsAll(algorithms),
        "issuer " + issuer + " needs algorithms out of " + SIGNATURES);
    require(
        !clockSkew.isNegative() && clockSkew.compareTo(MAX_CLOCK_SKEW) <= 0,
        "the clock skew of " + issuer + " is not within 0 to 5 minutes");
  }

  /** An issuer with the default shape, tenant claim and role claim. */
  public TrustedIssuer(
      String issuer,
      URI jwksUri,
      Set<String> audiences,
      Set<String> algorithms,
      Duration clockSkew) {
    this(
        issuer,
        jwksUri,
        audiences,
        algorithms,
        clockSkew,
        TokenShape.DEFAULT,
        ClaimMapping.DEFAULT,
        RoleMapping.DEFAULT);
  }

  /**
   * An issuer that signs with RS256, with everything else at its default: tenant id in {@code
   * tenant_id}, roles in {@code groups}. The {@code with} methods change one thing.
   */
  public static TrustedIssuer of(String issuer, URI jwksUri, String... audiences) {
    return new TrustedIssuer(
        issuer,
        jwksUri,
        Set.of(audiences),
        Set.of(JWSAlgorithm.RS256.getName()),
        DEFAULT_CLOCK_SKEW);
  }

  /** The same issuer with these signature algorithms, and no other. */
  public TrustedIssuer withAlgorithms(String... accepted) {
    return new TrustedIssuer(
        issuer, jwksUri, audiences, Set.of(accepted), clockSkew, shape, tenants, roles);
  }

  /** The same issuer with another clock skew. */
  public TrustedIssuer withClockSkew(Duration accepted) {
    return new TrustedIssuer(
        issuer, jwksUri, audiences, algorithms, accepted, shape, tenants, roles);
  }

  /** The same issuer with another kind of access token. */
  public TrustedIssuer withShape(TokenShape accepted) {
    return new TrustedIssuer(
        issuer, jwksUri, audiences, algorithms, clockSkew, accepted, tenants, roles);
  }

  /** The same issuer with another claim about the tenant. */
  public TrustedIssuer withTenants(ClaimMapping mapping) {
    return new TrustedIssuer(
        issuer, jwksUri, audiences, algorithms, clockSkew, shape, mapping, roles);
  }

  /** The same issuer with other roles. */
  public TrustedIssuer withRoles(RoleMapping mapping) {
    return new TrustedIssuer(
        issuer, jwksUri, audiences, algorithms, clockSkew, shape, tenants, mapping);
  }

  private static boolean isWebAddress(URI uri) {
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
