package io.leasehold.tenancy.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

/** Remembers the key set that the source below gave last, and when. */
final class AcceptedKeys extends JWKSetSourceWrapper<SecurityContext> {

  private volatile @Nullable KeyRing ring;

  AcceptedKeys(JWKSetSource<SecurityContext> source) {
    super(source);
  }

  @Nullable KeyRing ring() {
    return ring;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    JWKSet accepted = getSource().getJWKSet(evaluator, now, context);
    ring = new KeyRing(accepted, now);
    return accepted;
  }
}
