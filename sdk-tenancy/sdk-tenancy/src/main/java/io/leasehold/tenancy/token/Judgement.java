package io.leasehold.tenancy.token;

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

/**
 * An outcome, and for a good token what it rests on.
 *
 * @param outcome what the caller is told
 * @param grounds null unless the token is good
 */
record Judgement(TokenVerification outcome, @Nullable Grounds grounds) {

  /**
   * What a good token is good by.
   *
   * @param token the token
   * @param desk where it was verified, by which row
   * @param key whose signature it bears
   */
  record Grounds(VerifiedToken token, IssuerDesk desk, JWK key) {

    /**
     * Whether the token is still good under the row that its issuer has now: the same row, a key
     * that is still there, time left.
     */
    boolean hold(TrustedIssuer row) {
      return row.equals(desk.issuer()) && desk.stillTrusts(token, key);
    }
  }

  static Judgement of(TokenVerification outcome) {
    return new Judgement(outcome, null);
  }

  static Judgement good(VerifiedToken token, IssuerDesk desk, JWK key) {
    return new Judgement(new TokenVerification.Verified(token), new Grounds(token, desk, key));
  }
}
