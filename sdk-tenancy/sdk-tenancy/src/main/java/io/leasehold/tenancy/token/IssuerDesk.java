package io.leasehold.tenancy.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.time.Clock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies the tokens of one issuer by one row of the table. Thread-safe. */
final class IssuerDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerDesk.class);

  private final TrustedIssuer issuer;
  private final IssuerKeys keys;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  IssuerDesk(TrustedIssuer issuer, KeyRefresh refresh, Clock clock) {
    this.issuer = issuer;
    this.keys = new IssuerKeys(issuer, refresh);
    processor.setJWSTypeVerifier((type, unused) -> requireType(type));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            issuer.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()),
            keys));
    processor.setJWTClaimsSetVerifier(new ClaimsCheck(issuer, clock));
  }

  TokenVerification verify(SignedJWT jwt) {
    // The processor checks both again; asked here for the reason, and before any key is fetched.
    if (!issuer.algorithms().contains(jwt.getHeader().getAlgorithm().getName())) {
      return rejected(Reason.ALGORITHM);
    }
    if (!acceptsType(jwt.getHeader().getType())) {
      return rejected(Reason.TYPE);
    }
    try {
      JWTClaimsSet claims = processor.process(jwt, null);
      return new TokenVerification.Verified(ClaimsReading.token(claims, issuer));
    } catch (ClaimsCheck.Failed failed) {
      return rejected(failed.reason());
    } catch (BadJOSEException failed) {
      return rejected(Reason.SIGNATURE);
    } catch (KeySourceException outage) {
      LOG.warn(
          "Tokens of {} cannot be verified, no keys: {}", issuer.issuer(), outage.getMessage());
      LOG.debug("Where the keys failed", outage);
      return new TokenVerification.Unavailable(TokenVerifier.RETRY_AFTER);
    } catch (JOSEException failed) {
      return rejected(Reason.SIGNATURE);
    }
  }

  @Override
  public void close() {
    keys.close();
  }

  private boolean acceptsType(@Nullable JOSEObjectType type) {
    return issuer.shape().acceptsType(type == null ? null : type.getType());
  }

  private void requireType(@Nullable JOSEObjectType type) throws BadJOSEException {
    if (!acceptsType(type)) {
      throw new BadJOSEException("typ");
    }
  }

  private TokenVerification rejected(Reason reason) {
    LOG.debug("A token of {} is rejected: {}", issuer.issuer(), reason);
    return new TokenVerification.Rejected(reason);
  }
}
