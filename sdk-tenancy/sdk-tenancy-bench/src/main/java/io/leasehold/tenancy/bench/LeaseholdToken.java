package io.leasehold.tenancy.bench;

import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerifier;

/** This library's part that the others have as well: from the text to a verified token. */
final class LeaseholdToken implements Contender {

  private final TokenVerifier verifier;

  LeaseholdToken(Idp idp, long cacheBytes) {
    this.verifier = Leasehold.verifier(idp, cacheBytes);
  }

  @Override
  public Object accept(String token) {
    if (verifier.verify(token) instanceof TokenVerification.Verified verified) {
      return verified.token();
    }
    throw new IllegalArgumentException("the token is refused");
  }

  @Override
  public void close() {
    verifier.close();
  }
}
