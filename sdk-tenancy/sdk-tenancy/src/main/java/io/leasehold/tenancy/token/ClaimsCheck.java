package io.leasehold.tenancy.token;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the claims once their signature is verified; {@code iss} as well, which until then was
 * only a key into the table.
 */
final class ClaimsCheck implements JWTClaimsSetVerifier<SecurityContext> {

  private final TrustedIssuer issuer;
  private final Clock clock;

  ClaimsCheck(TrustedIssuer issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext unused) throws Failed {
    Optional<Reason> failure = failure(claims);
    if (failure.isPresent()) {
      throw new Failed(failure.get());
    }
  }

  private Optional<Reason> failure(JWTClaimsSet claims) {
    String subject = claims.getSubject();
    Date expires = claims.getExpirationTime();
    Date notBefore = claims.getNotBeforeTime();
    Instant now = clock.instant();
    if (!issuer.issuer().equals(claims.getIssuer())
        || subject == null
        || subject.isBlank()
        || expires == null) {
      return Optional.of(Reason.CLAIMS);
    }
    if (!issuer.shape().required().entrySet().stream()
        .allMatch(claim -> claim.getValue().equals(claims.getClaim(claim.getKey())))) {
      return Optional.of(Reason.TYPE);
    }
    if (Collections.disjoint(issuer.audiences(), audience(claims))) {
      return Optional.of(Reason.AUDIENCE);
    }
    if (!now.isBefore(expires.toInstant().plus(issuer.clockSkew()))) {
      return Optional.of(Reason.EXPIRED);
    }
    if (notBefore != null && now.isBefore(notBefore.toInstant().minus(issuer.clockSkew()))) {
      return Optional.of(Reason.NOT_YET_VALID);
    }
    return Optional.empty();
  }

  private Collection<String> audience(JWTClaimsSet claims) {
    String name = issuer.shape().audienceClaim();
    if (name.equals("aud")) {
      return claims.getAudience();
    }
    return claims.getClaim(name) instanceof String single ? Set.of(single) : Set.of();
  }

  /** A claim that is not as it must be. */
  static final class Failed extends BadJWTException {

    private final Reason reason;

    Failed(Reason reason) {
      super(reason.name());
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }
}
