package io.leasehold.tenancy.internal;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A bounded cache of look-ups: one flight per key, "nothing found" remembered for a shorter time,
 * failures never. All who wait for a flight that fails get its failure, so an outage is not asked
 * again once per waiting thread.
 *
 * @param <K> what is looked up
 * @param <V> what is found; some value of it means "nothing"
 */
public final class LookupCache<K, V> {

  private final AsyncCache<K, V> cache;

  /**
   * Creates the cache.
   *
   * @param maximumSize how many answers are kept
   * @param nothing which values mean "nothing found"
   * @param found how long an answer is kept
   * @param notFound how long "nothing found" is kept
   * @param ticker the clock
   */
  public LookupCache(
      int maximumSize, Predicate<V> nothing, Duration found, Duration notFound, Ticker ticker) {
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(maximumSize)
            .ticker(ticker)
            // Nothing to run in the background: maintenance happens on the calling threads.
            .executor(Runnable::run)
            .expireAfter(
                Expiry.<K, V>creating((key, value) -> nothing.test(value) ? notFound : found))
            .buildAsync();
  }

  /** The remembered answer, or the loader's. Throws what the loader throws. */
  public V get(K key, Function<K, V> loader) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> flying = cache.asMap().putIfAbsent(key, mine);
    if (flying != null) {
      return await(flying);
    }
    try {
      V value = loader.apply(key);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error failure) {
      mine.completeExceptionally(failure);
      throw failure;
    }
  }

  /** Forgets the answers that fit, and those that are still on their way. */
  public void forget(Predicate<V> answers) {
    // An answer on its way may have been read before the change that is the reason for forgetting.
    cache
        .asMap()
        .forEach(
            (key, answer) -> {
              boolean known = answer.isDone() && !answer.isCompletedExceptionally();
              if (!known || answers.test(await(answer))) {
                cache.asMap().remove(key, answer);
              }
            });
  }

  /** Forgets the answer for the key, or the one that is on its way; returns it if it was there. */
  public Optional<V> forgetKey(K key) {
    CompletableFuture<V> answer = cache.asMap().remove(key);
    boolean known = answer != null && answer.isDone() && !answer.isCompletedExceptionally();
    return known ? Optional.of(await(answer)) : Optional.empty();
  }

  private static <V> V await(CompletableFuture<V> flying) {
    try {
      return flying.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
