package io.leasehold.localaws.internal.access;

import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure.Reason;
import io.leasehold.localaws.internal.sigv4.SigV4Verifier;
import io.leasehold.localaws.internal.sigv4.SignatureClaim;
import io.leasehold.localaws.internal.wire.AwsRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Establishes who sent a request. */
public final class Authenticator {

  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid";

  private final SigV4Verifier verifier;
  private final List<AccessKeys> keys;
  private final Clock clock;

  /** Creates the authenticator over every source of keys. */
  public Authenticator(List<AccessKeys> keys, Clock clock) {
    this.verifier = new SigV4Verifier(clock);
    this.keys = List.copyOf(keys);
    this.clock = clock;
  }

  /**
   * Verifies key, token, time, signature and body.
   *
   * @throws AuthenticationFailure if any of them is wrong
   */
  public Authenticated authenticate(AwsRequest request, SignatureClaim claim, String requestId) {
    AccessKey key = liveKey(claim.scope().accessKeyId(), claim.sessionToken());
    byte[] payload = verifier.verify(request, claim, key.secret());
    return new Authenticated(request, payload, key.principal(), claim.scope().region(), requestId);
  }

  /**
   * The principal of credentials that are handed over in full, as the sign-in endpoint gets them.
   *
   * @throws AuthenticationFailure if they are not valid now
   */
  public Principal identify(String accessKeyId, String secret, Optional<String> sessionToken) {
    AccessKey key = liveKey(accessKeyId, sessionToken);
    if (!same(key.secret(), secret)) {
      throw new AuthenticationFailure(Reason.WRONG_SIGNATURE, INVALID_TOKEN);
    }
    return key.principal();
  }

  private AccessKey liveKey(String accessKeyId, Optional<String> sessionToken) {
    AccessKey key =
        keys.stream()
            .flatMap(source -> source.find(accessKeyId).stream())
            .findFirst()
            .orElseThrow(() -> new AuthenticationFailure(Reason.UNKNOWN_KEY, INVALID_TOKEN + "."));
    boolean tokenFits =
        key.sessionToken().isPresent() == sessionToken.isPresent()
            && (sessionToken.isEmpty()
                || same(key.sessionToken().orElseThrow(), sessionToken.get()));
    if (!tokenFits) {
      throw new AuthenticationFailure(Reason.INVALID_TOKEN, INVALID_TOKEN + ".");
    }
    if (key.principal() instanceof Principal.Session session
        && !clock.instant().isBefore(session.expiresAt())) {
      throw new AuthenticationFailure(
          Reason.EXPIRED_TOKEN, "The security token included in the request is expired");
    }
    return key;
  }

  private static boolean same(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}
