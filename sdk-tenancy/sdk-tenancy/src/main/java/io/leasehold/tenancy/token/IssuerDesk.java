package io.leasehold.tenancy.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies the tokens of one issuer by one row of the table. Thread-safe. */
final class IssuerDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerDesk.class);

  // Whoever runs an issuer could publish hundreds, and have each token tried with all of them.
  private static final int MAX_KEYS_TRIED = 8;

  private final TrustedIssuer issuer;
  private final IssuerKeys keys;
  private final ClaimsCheck check;
  private final Clock clock;

  IssuerDesk(TrustedIssuer issuer, KeyRefresh refresh, Clock clock) {
    this.issuer = issuer;
    this.keys = new IssuerKeys(issuer, refresh);
    this.check = new ClaimsCheck(issuer);
    this.clock = clock;
  }

  TrustedIssuer issuer() {
    return issuer;
  }

  /**
   * What comes of verifying the token; if it is good, together with what it is good by.
   *
   * @param claims the same token's, which nobody has verified yet
   */
  Judgement verify(SignedJWT jwt, JWTClaimsSet claims) {
    if (!issuer.algorithms().contains(jwt.getHeader().getAlgorithm().getName())) {
      return rejected(Reason.ALGORITHM);
    }
    if (!acceptsType(jwt.getHeader().getType())) {
      return rejected(Reason.TYPE);
    }
    try {
      JWK key = signer(jwt);
      if (key == null) {
        return rejected(Reason.SIGNATURE);
      }
      Optional<Reason> failure = check.failure(claims, clock.instant());
      return failure.isPresent()
          ? rejected(failure.get())
          : Judgement.good(ClaimsReading.token(claims, issuer), this, key);
    } catch (KeySourceException outage) {
      LOG.warn("Tokens of {} cannot be verified, no keys: {}", issuer.issuer(), reason(outage));
      LOG.debug("Where the keys failed", outage);
      return Judgement.of(new TokenVerification.Unavailable(TokenVerifier.RETRY_AFTER));
    }
  }

  /**
   * Whether a token that was good still is: it has not expired, and the key that signed it is among
   * the issuer's, as they were read not long ago.
   */
  boolean stillTrusts(VerifiedToken token, JWK key) {
    Instant now = clock.instant();
    KeyRing ring = keys.ring();
    return ring != null
        && IssuerKeys.isFresh(ring, System.currentTimeMillis())
        && ring.contains(key)
        && !check.isOver(token.expiresAt(), now);
  }

  IssuerHealth health() {
    return keys.health(System.currentTimeMillis());
  }

  @Override
  public void close() {
    keys.close();
  }

  private @Nullable JWK signer(SignedJWT jwt) throws KeySourceException {
    List<JWK> fitting = keys.select(jwt.getHeader());
    for (JWK key : fitting.subList(0, Math.min(MAX_KEYS_TRIED, fitting.size()))) {
      KeyRing ring = keys.ring();
      JWSVerifier verifier = ring == null ? null : ring.verifier(key).orElse(null);
      if (verifier != null && isSignedFor(jwt, verifier)) {
        return key;
      }
    }
    return null;
  }

  private static boolean isSignedFor(SignedJWT jwt, JWSVerifier verifier) {
    try {
      // Also refuses critical headers that it does not know.
      return jwt.verify(verifier);
    } catch (JOSEException unfit) {
      return false;
    }
  }

  private boolean acceptsType(@Nullable JOSEObjectType type) {
    return issuer.shape().acceptsType(type == null ? null : type.getType());
  }

  private static String reason(KeySourceException outage) {
    String message = outage.getMessage();
    return message == null ? "asked for them moments ago, in vain" : message;
  }

  private Judgement rejected(Reason reason) {
    LOG.debug("A token of {} is rejected: {}", issuer.issuer(), reason);
    return Judgement.of(new TokenVerification.Rejected(reason));
  }
}
