package io.leasehold.tenancy.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public keys of one issuer: cached, refreshed ahead, rate limited. Thread-safe. */
final class IssuerKeys implements JWKSource<SecurityContext>, AutoCloseable {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration REFRESHED_AHEAD = Duration.ofSeconds(30);
  private static final Duration WAIT_FOR_REFRESH = Duration.ofSeconds(15);

  /** How long keys are good while the issuer is down, counted from their last fetch. */
  private static final Duration KEPT_IN_OUTAGE = Duration.ofMinutes(50);

  /** At most two fetches in this time, so that made-up key ids do not become requests. */
  private static final Duration FETCH_INTERVAL = Duration.ofSeconds(10);

  private static final int MIN_RSA_BITS = 2_048;

  private final JWKSetBasedJWKSource<SecurityContext> source;
  private final LastFetched lastFetched;

  IssuerKeys(TrustedIssuer issuer, KeyRefresh refresh) {
    JWKSetSource<SecurityContext> fetch =
        new URLBasedJWKSetSource<>(url(issuer.jwksUri()), refresh.fetch());
    this.lastFetched =
        new LastFetched(new OutageTolerantJWKSetSource<>(fetch, KEPT_IN_OUTAGE.toMillis(), null));
    JWKSetSource<SecurityContext> limited =
        new RateLimitedJWKSetSource<>(lastFetched, FETCH_INTERVAL.toMillis(), null);
    this.source =
        new JWKSetBasedJWKSource<>(
            new RefreshAheadCachingJWKSetSource<>(
                limited,
                KEPT.toMillis(),
                WAIT_FOR_REFRESH.toMillis(),
                REFRESHED_AHEAD.toMillis(),
                false,
                refresh.threads(),
                false,
                null));
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return source.get(selector, context).stream().filter(IssuerKeys::isStrong).toList();
    } catch (RateLimitReachedException limited) {
      // Twice in ten seconds no such key: the token is bad. But if the last keys had it, or there
      // never were any, then it is our knowledge that is missing. Old keys are not used either way.
      JWKSet last = lastFetched.keys;
      if (last != null && selector.select(last).isEmpty()) {
        return List.of();
      }
      throw limited;
    }
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isStrong(JWK key) {
    return !(key instanceof RSAKey rsa) || rsa.size() >= MIN_RSA_BITS;
  }

  private static URL url(URI uri) {
    try {
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no web address: " + uri, e);
    }
  }

  /** Remembers what the source below gave last. */
  private static final class LastFetched extends JWKSetSourceWrapper<SecurityContext> {

    private volatile @Nullable JWKSet keys;

    LastFetched(JWKSetSource<SecurityContext> source) {
      super(source);
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      JWKSet fetched = getSource().getJWKSet(evaluator, now, context);
      keys = fetched;
      return fetched;
    }
  }
}
