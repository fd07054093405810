package io.leasehold.isolation.aws.vending;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Credentials in memory, bounded by their size. Several vendors may share one: what is kept under
 * it says which role, account, Region, policy, tags, duration and tenant it belongs to.
 *
 * <p>Thread-safe. What is dropped costs its next use a call of STS and nothing else; whoever holds
 * it goes on using it.
 */
public final class CredentialCache {

  private static final long DEFAULT_BYTES = 64L * 1024 * 1024;

  private final Cache<VendingKey, VendedEntry> entries;
  // Apart from the bounded cache: eviction must not let a second call take off.
  private final ConcurrentMap<VendingKey, CompletableFuture<TenantCredentials>> flights =
      new ConcurrentHashMap<>();

  private final boolean singleFlight;

  private CredentialCache(long bytes, boolean singleFlight) {
    this.singleFlight = singleFlight;
    if (bytes <= 0) {
      throw new IllegalArgumentException("a cache has room for something");
    }
    entries =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((VendingKey key, VendedEntry entry) -> entry.weight())
            .executor(Runnable::run)
            .build();
  }

  /** Of 64 MB: some 45,000 tenants with one session each. */
  public static CredentialCache standard() {
    return new CredentialCache(DEFAULT_BYTES, true);
  }

  /** Of so many bytes; a session takes about 1.4 KB. */
  public static CredentialCache ofBytes(long bytes) {
    return new CredentialCache(bytes, true);
  }

  /** A cache in which everybody takes off. Only to show what single flight is for. */
  static CredentialCache withoutSingleFlight() {
    return new CredentialCache(DEFAULT_BYTES, false);
  }

  /** How many sessions and refusals are remembered. */
  public long size() {
    entries.cleanUp();
    return entries.estimatedSize();
  }

  /** What they weigh, in bytes. */
  public long bytes() {
    entries.cleanUp();
    return entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  @Nullable VendedEntry find(VendingKey key) {
    return entries.getIfPresent(key);
  }

  /** Takes off, unless somebody is airborne already. */
  @Nullable CompletableFuture<TenantCredentials> airborne(
      VendingKey key, CompletableFuture<TenantCredentials> mine) {
    return singleFlight ? flights.putIfAbsent(key, mine) : null;
  }

  /**
   * Ends the flight and remembers its result, unless the tenant was forgotten meanwhile.
   *
   * @return false if it was
   */
  boolean land(
      VendingKey key, CompletableFuture<TenantCredentials> flight, @Nullable VendedEntry result) {
    boolean[] landed = new boolean[1];
    flights.computeIfPresent(
        key,
        (same, airborne) -> {
          if (airborne != flight) {
            return airborne;
          }
          landed[0] = true;
          if (result != null) {
            entries.put(key, result);
          }
          return null;
        });
    return landed[0];
  }

  void forget(VendingKey key) {
    flights.remove(key);
    entries.invalidate(key);
  }

  /** Forgets whatever fits, flights included. */
  void forget(Predicate<VendingKey> which) {
    flights.keySet().removeIf(which);
    entries.asMap().keySet().removeIf(which);
  }

  /** Whether no call of STS is under way. */
  boolean idle() {
    return flights.isEmpty();
  }

  @Override
  public String toString() {
    return "CredentialCache[%d bytes]".formatted(bytes());
  }
}
