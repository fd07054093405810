package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.PlainClaims;
import io.leasehold.tenancy.jakarta.internal.RequestToken;
import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.RoleMapping;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import io.leasehold.tenancy.token.VerifiedToken;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Takes tokens as the container's MicroProfile JWT verified them, for an application with one
 * issuer. Immutable and thread-safe.
 *
 * <p>The application configures the container ({@code mp.jwt.verify.*}, or the server's own way)
 * and produces this bean instead of a {@code TokenVerifier}:
 *
 * <pre>{@code
 * @Produces @Singleton
 * MpJwtBridge bridge() {
 *   return MpJwtBridge.of("https://login.example.com");
 * }
 * }</pre>
 *
 * <p>Only the principal of the authenticated request counts. The header is never read for what it
 * says: a bearer token that the container has made nobody of is a rejected token, also where the
 * container would have let the request pass as anonymous.
 */
public final class MpJwtBridge {

  /** How long after its end a token that the container still accepts is accepted here. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  private final String issuer;
  private final Predicate<@Nullable String> trusted;
  private final ClaimMapping tenants;
  private final RoleMapping roles;
  private final Clock clock;

  private MpJwtBridge(
      String issuer,
      Predicate<@Nullable String> trusted,
      ClaimMapping tenants,
      RoleMapping roles,
      Clock clock) {
    this.issuer = Objects.requireNonNull(issuer, "issuer");
    this.trusted = trusted;
    this.tenants = Objects.requireNonNull(tenants, "tenants");
    this.roles = Objects.requireNonNull(roles, "roles");
    this.clock = clock;
  }

  /**
   * A bridge for the one issuer that the container trusts.
   *
   * @param issuer the exact {@code iss} value; compared again, whatever the container was told
   */
  public static MpJwtBridge of(String issuer) {
    return new MpJwtBridge(
        issuer, issuer::equals, ClaimMapping.DEFAULT, RoleMapping.DEFAULT, Clock.systemUTC());
  }

  /** The same bridge for tokens that say their tenant in another way. */
  public MpJwtBridge withTenants(ClaimMapping mapping) {
    return new MpJwtBridge(issuer, trusted, mapping, roles, clock);
  }

  /** The same bridge for tokens that list roles in another way. */
  public MpJwtBridge withRoles(RoleMapping mapping) {
    return new MpJwtBridge(issuer, trusted, tenants, mapping, clock);
  }

  MpJwtBridge withClock(Clock other) {
    return new MpJwtBridge(issuer, trusted, tenants, roles, other);
  }

  /** Only for tests that show what happens without it. */
  MpJwtBridge withoutLookAtTheIssuer() {
    return new MpJwtBridge(issuer, any -> true, tenants, roles, clock);
  }

  /** What the container made of the request's token; empty if the request has none. */
  Optional<TokenVerification> verification(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal instanceof JsonWebToken token) {
      return Optional.of(
          RequestToken.count(request) > 1 ? rejected(Reason.MALFORMED) : read(token));
    }
    return RequestToken.count(request) > 0
        ? Optional.of(rejected(Reason.SIGNATURE))
        : Optional.empty();
  }

  private TokenVerification read(JsonWebToken token) {
    if (!trusted.test(token.getIssuer())) {
      return rejected(Reason.UNKNOWN_ISSUER);
    }
    Instant expiresAt = Instant.ofEpochSecond(token.getExpirationTime());
    // A container may remember callers for longer than their tokens live.
    if (!clock.instant().isBefore(expiresAt.plus(CLOCK_SKEW))) {
      return rejected(Reason.EXPIRED);
    }
    Map<String, Object> claims = PlainClaims.of(token);
    if (token.getSubject() == null) {
      return rejected(Reason.CLAIMS);
    }
    return new TokenVerification.Verified(
        new VerifiedToken(
            issuer,
            token.getSubject(),
            Optional.ofNullable(token.getAudience()).orElse(Set.of()),
            expiresAt,
            tenants.read(claims),
            roles.read(claims),
            claims));
  }

  private static TokenVerification rejected(Reason reason) {
    return new TokenVerification.Rejected(reason);
  }
}
