package io.leasehold.tenancy.token;

import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.internal.LookupCache;
import io.leasehold.tenancy.spi.TrustedIssuers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Remembers the rows of an issuer table for 30 seconds, and for five that a row is not there. One
 * question at a time per issuer; failures are not remembered. Thread-safe.
 */
public final class CachingTrustedIssuers implements TrustedIssuers {

  private static final int MAXIMUM_SIZE = 1_000;
  private static final Duration FOUND = Duration.ofSeconds(30);
  private static final Duration NOT_FOUND = Duration.ofSeconds(5);

  private final TrustedIssuers table;
  private final LookupCache<String, Optional<TrustedIssuer>> rows =
      new LookupCache<>(MAXIMUM_SIZE, Optional::isEmpty, FOUND, NOT_FOUND, Ticker.systemTicker());

  private CachingTrustedIssuers(TrustedIssuers table) {
    this.table = Objects.requireNonNull(table, "table");
  }

  /** A cache around the table. */
  public static CachingTrustedIssuers around(TrustedIssuers table) {
    return new CachingTrustedIssuers(table);
  }

  @Override
  public Optional<TrustedIssuer> find(String issuer) {
    return rows.get(issuer, table::find);
  }
}
