package io.leasehold.tenancy.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies the tokens of one issuer by one row of the table. Thread-safe. */
final class IssuerDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerDesk.class);

  // null: many issuers send no typ. What is refused is a typ that names another use, for instance
  // logout+jwt, whose claims would pass as an access token's.
  private static final Set<@Nullable JOSEObjectType> TYPES =
      new HashSet<>(
          Arrays.asList(
              null,
              JOSEObjectType.JWT,
              new JOSEObjectType("at+jwt"),
              new JOSEObjectType("application/at+jwt")));

  private final TrustedIssuer issuer;
  private final IssuerKeys keys;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  IssuerDesk(TrustedIssuer issuer, KeyRefresh refresh, Clock clock) {
    this.issuer = issuer;
    this.keys = new IssuerKeys(issuer, refresh);
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPES));
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
    if (!TYPES.contains(jwt.getHeader().getType())) {
      return rejected(Reason.TYPE);
    }
    try {
      JWTClaimsSet claims = processor.process(jwt, null);
      return new TokenVerification.Verified(ClaimsReading.token(claims));
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

  private TokenVerification rejected(Reason reason) {
    LOG.debug("A token of {} is rejected: {}", issuer.issuer(), reason);
    return new TokenVerification.Rejected(reason);
  }
}
