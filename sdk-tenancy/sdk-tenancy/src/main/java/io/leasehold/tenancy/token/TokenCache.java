package io.leasehold.tenancy.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.token.Judgement.Grounds;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Good tokens by their digest, within a budget of bytes. Never the token itself, and never one that
 * was not good. What it gives is good only as long as its {@link Grounds} hold. Thread-safe.
 */
final class TokenCache {

  /** What an entry takes next to the text of its claims, roughly. */
  private static final int OVERHEAD = 1_024;

  /** How many bytes a character of the token becomes as claims in memory, roughly. */
  private static final int BYTES_PER_CHARACTER = 4;

  private record Entry(Judgement judgement, Grounds grounds, int bytes, long nanosLeft) {}

  private final Cache<TokenDigest, Entry> entries;
  private final Function<String, TokenDigest> key;
  private final BiPredicate<Grounds, TrustedIssuer> check;
  private final Clock clock;

  // Changed by each forgetting, so that what was verified before one is not kept after it.
  private final AtomicLong forgotten = new AtomicLong();

  TokenCache(long maximumBytes, Clock clock) {
    this(maximumBytes, clock, TokenDigest::of, Grounds::hold);
  }

  /** With another key or check only in the sabotage test. */
  TokenCache(
      long maximumBytes,
      Clock clock,
      Function<String, TokenDigest> key,
      BiPredicate<Grounds, TrustedIssuer> check) {
    this.key = key;
    this.check = check;
    this.clock = clock;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .<TokenDigest, Entry>weigher((digest, entry) -> entry.bytes())
            .executor(Runnable::run)
            .expireAfter(
                Expiry.<TokenDigest, Entry>creating(
                    (digest, entry) -> Duration.ofNanos(entry.nanosLeft())))
            .build();
  }

  TokenDigest key(String compactJwt) {
    return key.apply(compactJwt);
  }

  /** The outcome for a token that was good, if it is good by its issuer's row of now. */
  Optional<TokenVerification> find(
      TokenDigest digest, Function<String, Optional<TrustedIssuer>> rows) {
    Entry entry = entries.getIfPresent(digest);
    if (entry == null) {
      return Optional.empty();
    }
    Grounds grounds = entry.grounds();
    return rows.apply(grounds.desk().issuer().issuer())
        .filter(row -> check.test(grounds, row))
        .map(row -> entry.judgement().outcome());
  }

  /** To be asked before a token is verified, and given to {@link #keep} afterwards. */
  long before() {
    return forgotten.get();
  }

  void keep(TokenDigest digest, int characters, Judgement judgement, long before) {
    Grounds grounds = judgement.grounds();
    if (grounds == null) {
      // In the place of one that was good, perhaps.
      entries.invalidate(digest);
      return;
    }
    Duration left = Duration.between(clock.instant(), grounds.token().expiresAt());
    Duration kept = left.plus(grounds.desk().issuer().clockSkew());
    Duration most = Duration.ofDays(1);
    Entry entry =
        new Entry(
            judgement,
            grounds,
            OVERHEAD + BYTES_PER_CHARACTER * characters,
            (kept.compareTo(most) < 0 ? kept : most).toNanos());
    entries.put(digest, entry);
    if (forgotten.get() != before) {
      entries.invalidate(digest);
    }
  }

  /** Forgets what the change may concern: every token that does not name another tenant by id. */
  void forget(TenantChange change) {
    forgotten.incrementAndGet();
    entries
        .asMap()
        .values()
        .removeIf(entry -> change.tenant().map(id -> mayName(entry, id)).orElse(true));
  }

  /** How many bytes the entries are taken for. */
  long bytes() {
    entries.cleanUp();
    return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  private static boolean mayName(Entry entry, TenantId id) {
    return !(entry.grounds().token().tenant() instanceof TenantClaim.One one
        && one.kind() == TenantClaim.Kind.ID
        && !one.name().equals(id.value()));
  }
}
