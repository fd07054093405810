package io.leasehold.tenancy.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetSource;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The public keys of one issuer: cached, refreshed ahead, rate limited. Thread-safe. */
final class IssuerKeys implements AutoCloseable {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration REFRESHED_AHEAD = Duration.ofSeconds(30);
  private static final Duration WAIT_FOR_REFRESH = Duration.ofSeconds(15);

  /** How long keys are good while the issuer is down, counted from their last fetch. */
  private static final Duration KEPT_IN_OUTAGE = Duration.ofMinutes(50);

  /** At most two fetches in this time, so that made-up key ids do not become requests. */
  private static final Duration FETCH_INTERVAL = Duration.ofSeconds(10);

  private final String issuer;
  private final JWKSetBasedJWKSource<SecurityContext> source;
  private final KeyFetches fetches;
  private final AcceptedKeys accepted;
  private volatile @Nullable LastSelector lastSelector;

  /** The selector for the headers with this algorithm and key id, and no thumbprint. */
  private record LastSelector(
      JWSAlgorithm algorithm, @Nullable String keyId, JWKSelector selector) {

    boolean fits(JWSHeader header) {
      return algorithm.equals(header.getAlgorithm())
          && Objects.equals(keyId, header.getKeyID())
          && header.getX509CertSHA256Thumbprint() == null;
    }
  }

  IssuerKeys(TrustedIssuer issuer, KeyRefresh refresh) {
    this.issuer = issuer.issuer();
    this.fetches =
        new KeyFetches(new URLBasedJWKSetSource<>(url(issuer.jwksUri()), refresh.fetch()));
    this.accepted =
        new AcceptedKeys(
            new OutageTolerantJWKSetSource<>(fetches, KEPT_IN_OUTAGE.toMillis(), null));
    JWKSetSource<SecurityContext> limited =
        new RateLimitedJWKSetSource<>(accepted, FETCH_INTERVAL.toMillis(), null);
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

  /** The keys that may have signed a token with this header; never one that the token brings. */
  List<JWK> select(JWSHeader header) throws KeySourceException {
    JWKSelector selector = selector(header);
    try {
      return source.get(selector, null);
    } catch (RateLimitReachedException limited) {
      // Twice in ten seconds no such key: the token is bad. But if the last keys had it, or there
      // never were any, then it is our knowledge that is missing. Old keys are not used either way.
      KeyRing last = accepted.ring();
      if (last != null && last.select(selector).isEmpty()) {
        return List.of();
      }
      throw limited;
    }
  }

  // Most tokens of an issuer name the same key, and to make a selector costs more than to use it.
  private JWKSelector selector(JWSHeader header) {
    LastSelector last = lastSelector;
    if (last != null && last.fits(header)) {
      return last.selector();
    }
    JWKSelector made = new JWKSelector(JWKMatcher.forJWSHeader(header));
    if (header.getX509CertSHA256Thumbprint() == null) {
      lastSelector = new LastSelector(header.getAlgorithm(), header.getKeyID(), made);
    }
    return made;
  }

  /** The last accepted answer; null if there never was one. */
  @Nullable KeyRing ring() {
    return accepted.ring();
  }

  /**
   * Whether what the ring verified is as good as verified now: nobody would ask the issuer about
   * its keys again yet, not even ahead of time.
   */
  static boolean isFresh(KeyRing ring, long nowMillis) {
    long age = nowMillis - ring.acceptedAtMillis();
    return age >= 0 && age < KEPT.minus(REFRESHED_AHEAD).toMillis();
  }

  IssuerHealth health(long nowMillis) {
    KeyRing ring = accepted.ring();
    boolean usable =
        ring != null && nowMillis - ring.acceptedAtMillis() < KEPT_IN_OUTAGE.toMillis();
    return fetches.health(issuer, usable);
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(URI uri) {
    try {
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no web address: " + uri, e);
    }
  }
}
