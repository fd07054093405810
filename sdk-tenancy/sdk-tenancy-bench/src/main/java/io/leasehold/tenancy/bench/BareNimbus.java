package io.leasehold.tenancy.bench;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;

/** Parses the token and verifies its signature, and nothing else: what nobody can be below. */
final class BareNimbus implements Contender {

  private final RSASSAVerifier verifier;

  BareNimbus(Idp idp) {
    this.verifier = new RSASSAVerifier(idp.publicKey());
  }

  @Override
  public Object accept(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    if (!jwt.verify(verifier)) {
      throw new IllegalArgumentException("the signature is wrong");
    }
    return jwt.getJWTClaimsSet();
  }
}
