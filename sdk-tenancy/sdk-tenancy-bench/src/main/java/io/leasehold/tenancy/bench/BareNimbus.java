package io.leasehold.tenancy.bench;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;

/**
 * Parses the token, verifies its signature with a key at hand and parses its claims. No issuer, no
 * choice of a key, no check of a claim: the least that makes claims of a token.
 */
final class BareNimbus implements Contender {

  private final RSASSAVerifier verifier;

  BareNimbus(Idp idp) {
    this.verifier = new RSASSAVerifier(idp.publicKey());
  }

  @Override
  public Object accept(String token) throws Exception {
    return claims(SignedJWT.parse(token), verifier);
  }

  static Object claims(SignedJWT jwt, RSASSAVerifier verifier) throws Exception {
    if (!jwt.verify(verifier)) {
      throw new IllegalArgumentException("the signature is wrong");
    }
    return jwt.getJWTClaimsSet();
  }
}
