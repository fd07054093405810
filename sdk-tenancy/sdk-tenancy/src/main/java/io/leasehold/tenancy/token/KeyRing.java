package io.leasehold.tenancy.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One answer of a key address, ready to verify with. Keys that verify no signature that we accept
 * are not on it. Thread-safe.
 */
final class KeyRing {

  private static final int MIN_RSA_BITS = 2_048;
  // Above these, checking one signature takes long enough to be an attack.
  private static final int MAX_RSA_BITS = 8_192;
  private static final int MAX_EXPONENT_BITS = 64;

  private final JWKSet set;
  private final long acceptedAtMillis;

  // Turning a JWK into a key costs a good part of what a signature does.
  private final Map<JWK, Optional<JWSVerifier>> verifiers = new ConcurrentHashMap<>();

  KeyRing(JWKSet set, long acceptedAtMillis) {
    this.set = set;
    this.acceptedAtMillis = acceptedAtMillis;
  }

  /** When the answer was taken for good; again and again during an outage of the issuer. */
  long acceptedAtMillis() {
    return acceptedAtMillis;
  }

  List<JWK> select(JWKSelector selector) {
    return selector.select(set);
  }

  boolean contains(JWK key) {
    return set.getKeys().contains(key);
  }

  /** What verifies signatures with the key; empty if the key is too weak or of another kind. */
  Optional<JWSVerifier> verifier(JWK key) {
    return verifiers.computeIfAbsent(key, KeyRing::newVerifier);
  }

  private static Optional<JWSVerifier> newVerifier(JWK key) {
    try {
      if (key instanceof RSAKey rsa && isReasonable(rsa)) {
        return Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
      }
      return key instanceof ECKey ec
          ? Optional.of(new ECDSAVerifier(ec.toECPublicKey()))
          : Optional.empty();
    } catch (JOSEException unusable) {
      return Optional.empty();
    }
  }

  private static boolean isReasonable(RSAKey key) {
    return key.size() >= MIN_RSA_BITS
        && key.size() <= MAX_RSA_BITS
        && key.getPublicExponent().decodeToBigInteger().bitLength() <= MAX_EXPONENT_BITS;
  }
}
