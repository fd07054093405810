package io.leasehold.tenancy.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.leasehold.tenancy.spi.TenantChanges;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.net.InetAddress;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies bearer tokens of several issuers. Thread-safe; make one for the whole application.
 *
 * <p>The unverified {@code iss} is used for one thing: to find its row in the closed table, by
 * exact comparison. The row fixes algorithms, audiences and the address of the keys; nothing in the
 * token ({@code jwk}, {@code jku}, {@code x5u}, ...) can add to it. Unsigned, encrypted and HMAC
 * tokens are never accepted.
 *
 * <p>Good tokens are remembered by their digest, see {@link Builder#cacheBytes}.
 *
 * <p>Keys are kept per issuer, refreshed ahead of time, and survive an outage of the issuer for a
 * while; after that the answer is "unavailable", never "rejected". It does not ask the issuer about
 * single tokens, so a token that was revoked early is good until it expires.
 */
public final class TokenVerifier implements AutoCloseable {

  /** The longest token that is looked at, in characters. */
  public static final int MAX_LENGTH = 8_192;

  /** How long a client is told to wait when keys or table cannot be read. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);

  private static final int MAX_ISSUERS_IN_USE = 1_000;

  private final TrustedIssuers issuers;
  private final boolean loopbackHttp;
  private final Clock clock;
  private final KeyRefresh refresh;
  private final TokenCache tokens;
  private final TenantChanges.Subscription changes;
  private final Cache<TrustedIssuer, IssuerDesk> desks =
      Caffeine.newBuilder()
          .maximumSize(MAX_ISSUERS_IN_USE)
          .expireAfterAccess(Duration.ofHours(1))
          .<TrustedIssuer, IssuerDesk>removalListener((issuer, desk, cause) -> closeQuietly(desk))
          .build();

  private TokenVerifier(Builder builder) {
    this.issuers = builder.issuers;
    this.loopbackHttp = builder.loopbackHttp;
    this.clock = builder.clock;
    this.refresh = new KeyRefresh(builder.client(), builder.deadline);
    this.tokens = builder.tokens();
    this.changes = builder.changes.subscribe(tokens::forget);
  }

  /** A verifier with the table and the default settings. */
  public static TokenVerifier of(TrustedIssuers issuers) {
    return builder(issuers).build();
  }

  /** A verifier with the table and other settings. */
  public static Builder builder(TrustedIssuers issuers) {
    return new Builder(issuers);
  }

  /**
   * Verifies one token. Does not throw, whatever the text is; blocks for as long as it takes to
   * fetch keys that are not there yet, some seconds at most.
   *
   * @param compactJwt the text after {@code Bearer}
   */
  public TokenVerification verify(String compactJwt) {
    if (compactJwt.length() > MAX_LENGTH) {
      return rejected(Reason.OVERSIZED);
    }
    try {
      TokenDigest digest = tokens.key(compactJwt);
      return tokens.find(digest, this::row).orElseGet(() -> verifyAnew(compactJwt, digest));
    } catch (NoIssuerTable outage) {
      LOG.warn("A token cannot be verified, no issuer table: {}", outage.getMessage());
      LOG.debug("Where the issuer table failed", outage);
      return new TokenVerification.Unavailable(RETRY_AFTER);
    }
  }

  /** How it stands with the keys of each issuer whose tokens were seen in the last hour. */
  public List<IssuerHealth> health() {
    return desks.asMap().values().stream().map(IssuerDesk::health).toList();
  }

  /** How many bytes the cached tokens are taken for; never more than the cache's budget. */
  public long cachedBytes() {
    return tokens.bytes();
  }

  /** Stops refreshing keys and listening to changes. */
  @Override
  public void close() {
    changes.close();
    desks.invalidateAll();
    desks.cleanUp();
    refresh.close();
  }

  private TokenVerification verifyAnew(String compactJwt, TokenDigest digest) {
    long before = tokens.before();
    Judgement judgement = judge(compactJwt);
    tokens.keep(digest, compactJwt.length(), judgement, before);
    return judgement.outcome();
  }

  private Judgement judge(String compactJwt) {
    SignedJWT jwt;
    JWTClaimsSet unverified;
    try {
      jwt = CompactForm.parse(compactJwt);
      unverified = jwt.getJWTClaimsSet();
    } catch (ParseException | RuntimeException malformed) {
      // The parser does not expect everything that JSON allows, such as null for a header.
      return Judgement.of(rejected(Reason.MALFORMED));
    }
    if (unverified == null) {
      return Judgement.of(rejected(Reason.MALFORMED));
    }
    return Optional.ofNullable(unverified.getIssuer())
        .flatMap(this::row)
        .filter(this::hasSafeKeys)
        .map(
            row ->
                desks
                    .get(row, found -> new IssuerDesk(found, refresh, clock))
                    .verify(jwt, unverified))
        .orElseGet(() -> Judgement.of(rejected(Reason.UNKNOWN_ISSUER)));
  }

  private Optional<TrustedIssuer> row(String issuer) {
    try {
      return issuers.find(issuer);
    } catch (RuntimeException outage) {
      throw new NoIssuerTable(outage);
    }
  }

  private boolean hasSafeKeys(TrustedIssuer issuer) {
    boolean safe =
        issuer.jwksUri().getScheme().equals("https")
            || (loopbackHttp && Loopback.isHost(issuer.jwksUri()));
    if (!safe) {
      LOG.error(
          "Issuer {} is not trusted: its JWKS address is not https. Plain http is for loopback in"
              + " tests and demos, with TokenVerifier.Builder.allowLoopbackHttp()",
          issuer.issuer());
    }
    return safe;
  }

  private static TokenVerification rejected(Reason reason) {
    LOG.debug("A token is rejected: {}", reason);
    return new TokenVerification.Rejected(reason);
  }

  private static void closeQuietly(@Nullable IssuerDesk desk) {
    if (desk != null) {
      desk.close();
    }
  }

  private static final class NoIssuerTable extends RuntimeException {
    NoIssuerTable(RuntimeException cause) {
      super(cause.toString(), cause);
    }
  }

  /** Settings of a verifier. Not thread-safe. */
  public static final class Builder {

    /** How much is remembered unless told otherwise: 32 MiB, about 8,000 tokens. */
    public static final long DEFAULT_CACHE_BYTES = 32L * 1024 * 1024;

    private final TrustedIssuers issuers;
    private boolean loopbackHttp;
    private long cacheBytes = DEFAULT_CACHE_BYTES;
    private TenantChanges changes = listener -> () -> {};
    private @Nullable TokenCache tokens;
    private Clock clock = Clock.systemUTC();
    private KeyNetworks networks = KeyNetworks.PUBLIC;
    private GuardedDns.Names names = InetAddress::getAllByName;
    private Duration deadline = JwksFetch.DEADLINE;
    private SSLContext tls = SSLContexts.createDefault();

    private Builder(TrustedIssuers issuers) {
      this.issuers = Objects.requireNonNull(issuers, "issuers");
    }

    /**
     * Accepts key addresses with plain http if their host is {@code localhost}, {@code 127.0.0.1}
     * or {@code [::1]} and they are this machine: for tests and demos. Default: https only.
     */
    public Builder allowLoopbackHttp() {
      this.loopbackHttp = true;
      return this;
    }

    /**
     * Fetches keys in these private networks as well. Default: on the public internet only, because
     * whoever can register an issuer could otherwise make this machine knock at its neighbours.
     * Link-local addresses, and those at which clouds tell a machine about itself, cannot be
     * allowed.
     *
     * @param blocks such as {@code 10.1.0.0/16}, {@code fd12::/48} or a single address
     * @throws IllegalArgumentException if one is malformed
     */
    public Builder allowKeyNetworks(String... blocks) {
      this.networks = networks.allowing(blocks);
      return this;
    }

    /** Trusts these certificates at key addresses, for a private authority. Default: the JDK's. */
    public Builder tls(SSLContext context) {
      this.tls = Objects.requireNonNull(context, "context");
      return this;
    }

    /**
     * Remembers good tokens, by their SHA-256, within about so many bytes of memory. A remembered
     * token is good for exactly as long as it would be without: until it expires, its issuer's row
     * changes or its key leaves the issuer's set. Default: {@link #DEFAULT_CACHE_BYTES}; zero turns
     * it off.
     */
    public Builder cacheBytes(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("a cache has no " + bytes + " bytes");
      }
      this.cacheBytes = bytes;
      return this;
    }

    /**
     * Forgets the remembered tokens of a tenant that changes. Whether a tenant admits anybody is
     * asked of the registry on every request anyway; this gives the memory back.
     */
    public Builder changes(TenantChanges source) {
      this.changes = Objects.requireNonNull(source, "source");
      return this;
    }

    /** Judges {@code exp} and {@code nbf} by another clock than the system's. */
    public Builder clock(Clock newClock) {
      this.clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    /** Asks another name service, and waits for another time; in tests. */
    Builder names(GuardedDns.Names otherNames, Duration otherDeadline) {
      this.names = otherNames;
      this.deadline = otherDeadline;
      return this;
    }

    /** Remembers in another way; in the sabotage test. */
    Builder tokens(TokenCache other) {
      this.tokens = other;
      return this;
    }

    private TokenCache tokens() {
      return tokens == null ? new TokenCache(cacheBytes, clock) : tokens;
    }

    private CloseableHttpClient client() {
      return KeyClient.of(new GuardedDns(names, networks, loopbackHttp), tls);
    }

    /** The verifier. */
    public TokenVerifier build() {
      return new TokenVerifier(this);
    }
  }
}
