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
 */
public record TrustedIssuer(
    String issuer, URI jwksUri, Set<String> audiences, Set<String> algorithms, Duration clockSkew) {

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

  /** An issuer that signs with RS256, with the default clock skew. */
  public static TrustedIssuer of(String issuer, URI jwksUri, String... audiences) {
    return new TrustedIssuer(
        issuer,
        jwksUri,
        Set.of(audiences),
        Set.of(JWSAlgorithm.RS256.getName()),
        DEFAULT_CLOCK_SKEW);
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
