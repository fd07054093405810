package io.leasehold.tenancy.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.proc.SecurityContext;
import io.leasehold.tenancy.token.IssuerHealth.State;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers how the attempts to fetch an issuer's keys went. */
final class KeyFetches extends JWKSetSourceWrapper<SecurityContext> {

  private record Success(Instant at, int keys) {}

  private volatile @Nullable Success success;
  private volatile @Nullable String failure;

  KeyFetches(JWKSetSource<SecurityContext> source) {
    super(source);
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      JWKSet fetched = getSource().getJWKSet(evaluator, now, context);
      success = new Success(Instant.ofEpochMilli(now), fetched.size());
      failure = null;
      return fetched;
    } catch (KeySourceException failed) {
      failure = String.valueOf(failed.getMessage());
      throw failed;
    }
  }

  IssuerHealth health(String issuer, boolean usable) {
    Success last = success;
    Optional<String> failed = Optional.ofNullable(failure);
    State state = failed.isPresent() ? State.STALE : State.READY;
    return new IssuerHealth(
        issuer,
        usable && last != null ? state : State.DOWN,
        Optional.ofNullable(last).map(Success::at),
        last == null ? 0 : last.keys(),
        failed);
  }
}
