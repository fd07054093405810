package io.leasehold.tenancy.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the claims once their signature is verified; {@code iss} as well, which until then was
 * only a key into the table.
 */
final class ClaimsCheck {

  private final TrustedIssuer issuer;

  ClaimsCheck(TrustedIssuer issuer) {
    this.issuer = issuer;
  }

  /** What is wrong with the claims; empty if nothing is. */
  Optional<Reason> failure(JWTClaimsSet claims, Instant now) {
    String subject = claims.getSubject();
    Date expires = claims.getExpirationTime();
    Date notBefore = claims.getNotBeforeTime();
    if (!issuer.issuer().equals(claims.getIssuer())
        || subject == null
        || subject.isBlank()
        || claims.getAudience().stream().anyMatch(Objects::isNull)
        || expires == null) {
      return Optional.of(Reason.CLAIMS);
    }
    if (!hasRequired(claims)) {
      return Optional.of(Reason.TYPE);
    }
    if (Collections.disjoint(issuer.audiences(), audience(claims))) {
      return Optional.of(Reason.AUDIENCE);
    }
    if (isOver(expires.toInstant(), now)) {
      return Optional.of(Reason.EXPIRED);
    }
    if (notBefore != null && now.isBefore(notBefore.toInstant().minus(issuer.clockSkew()))) {
      return Optional.of(Reason.NOT_YET_VALID);
    }
    return Optional.empty();
  }

  /** Whether a token with this {@code exp} has expired. */
  boolean isOver(Instant expires, Instant now) {
    return !now.isBefore(expires.plus(issuer.clockSkew()));
  }

  private boolean hasRequired(JWTClaimsSet claims) {
    for (Map.Entry<String, String> claim : issuer.shape().required().entrySet()) {
      if (!claim.getValue().equals(claims.getClaim(claim.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private Collection<String> audience(JWTClaimsSet claims) {
    String name = issuer.shape().audienceClaim();
    if (name.equals("aud")) {
      return claims.getAudience();
    }
    return claims.getClaim(name) instanceof String single ? Set.of(single) : Set.of();
  }
}
