package io.leasehold.tenancy.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.internal.Looked.Answer;
import io.leasehold.tenancy.internal.Looked.Flight;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded cache of look-ups: one flight per key, "nothing found" remembered for a shorter time,
 * failures never. All who wait for a flight that fails get its failure, so an outage is not asked
 * again once per waiting thread.
 *
 * <p>Where the {@link Freshness} allows it, an answer outlives its time while nobody can be asked;
 * then one question a second finds out whether that is over, and nobody else waits. Thread-safe.
 *
 * @param <K> what is looked up
 * @param <V> what is found; some value of it means "nothing"
 */
public final class LookupCache<K, V> {

  static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(LookupCache.class);

  // Longer than any question takes; a flight is replaced when it lands.
  private static final Duration FLIGHT = Duration.ofHours(1);

  private final Cache<K, Looked<V>> cache;
  private final Predicate<V> nothing;
  private final Freshness freshness;
  private final Ticker ticker;
  private final AtomicLong retryAt = new AtomicLong();
  private volatile boolean down;

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
    this(maximumSize, nothing, Freshness.of(found, notFound), ticker);
  }

  /**
   * Creates the cache.
   *
   * @param maximumSize how many answers are kept
   * @param nothing which values mean "nothing found"
   * @param freshness for how long an answer counts
   * @param ticker the clock
   */
  public LookupCache(int maximumSize, Predicate<V> nothing, Freshness freshness, Ticker ticker) {
    this.nothing = nothing;
    this.freshness = freshness;
    this.ticker = ticker;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(maximumSize)
            .ticker(ticker)
            // Nothing to run in the background: maintenance happens on the calling threads.
            .executor(Runnable::run)
            .expireAfter(Expiry.<K, Looked<V>>writing((key, held) -> lifetime(held)))
            .build();
  }

  /** The remembered answer, or the loader's. Throws what the loader throws. */
  public V get(K key, Function<K, V> loader) {
    while (true) {
      Looked<V> held = cache.getIfPresent(key);
      long now = ticker.read();
      Answer<V> answer = held instanceof Answer<V> present ? present : null;
      if (answer != null && freshness.isFresh(answer, isNothing(answer), now)) {
        return answer.value();
      }
      if (held instanceof Flight<V> flight) {
        Answer<V> previous = flight.previous();
        return previous != null && down && isUsable(previous, now)
            ? previous.value()
            : flight.await();
      }
      if (answer != null && down && isUsable(answer, now) && !isMyTurnToRetry(now)) {
        return answer.value();
      }
      Flight<V> mine = new Flight<>(answer);
      if (answer == null
          ? cache.asMap().putIfAbsent(key, mine) == null
          : cache.asMap().replace(key, answer, mine)) {
        return fly(key, mine, loader);
      }
    }
  }

  /** The remembered answer, if there is a fresh one; asks nobody. */
  public Optional<V> peek(K key) {
    return cache.getIfPresent(key) instanceof Answer<V> answer
            && freshness.isFresh(answer, isNothing(answer), ticker.read())
        ? Optional.of(answer.value())
        : Optional.empty();
  }

  /** Forgets the answers that fit, and those that are still on their way. */
  public void forget(Predicate<V> answers) {
    long now = ticker.read();
    revise(
        held -> {
          Answer<V> asked = asked(held);
          if (asked == null || answers.test(asked.value())) {
            return Optional.empty();
          }
          // An answer on its way may have been read before the change that is the reason.
          return Optional.of(held instanceof Flight<V> ? asked.doubted(now) : held);
        });
  }

  /** Forgets the answer for the key, or the one that is on its way; returns it if it was there. */
  public Optional<V> forgetKey(K key) {
    return cache.asMap().remove(key) instanceof Answer<V> answer
        ? Optional.of(answer.value())
        : Optional.empty();
  }

  /** Has every answer asked for again before it is used, unless nobody can be asked. */
  public void doubtAll() {
    long now = ticker.read();
    revise(held -> Optional.ofNullable(asked(held)).map(asked -> asked.doubted(now)));
  }

  // What lands or takes off meanwhile is revised as well: it may have been read before the change.
  private void revise(Function<Looked<V>, Optional<Looked<V>>> revision) {
    cache
        .asMap()
        .forEach(
            (key, first) -> {
              Looked<V> held = first;
              while (held != null && !exchange(key, held, revision.apply(held))) {
                held = cache.asMap().get(key);
              }
            });
  }

  private boolean exchange(K key, Looked<V> held, Optional<Looked<V>> next) {
    if (next.isEmpty()) {
      return cache.asMap().remove(key, held);
    }
    return next.get() == held || cache.asMap().replace(key, held, next.get());
  }

  private static <V> @Nullable Answer<V> asked(@Nullable Looked<V> held) {
    return held instanceof Flight<V> flight ? flight.previous() : (Answer<V>) held;
  }

  private V fly(K key, Flight<V> mine, Function<K, V> loader) {
    long askedAt = ticker.read();
    try {
      V value = loader.apply(key);
      down = false;
      // Not kept if it was forgotten meanwhile, because then it may be from before.
      cache.asMap().replace(key, mine, new Answer<>(value, askedAt, null));
      mine.land(value);
      return value;
    } catch (RuntimeException failure) {
      // Not the answer from before if it was forgotten meanwhile; a doubted one is held instead.
      Answer<V> previous = asked(cache.asMap().get(key));
      if (previous != null && isUsable(previous, ticker.read())) {
        return fallBack(key, mine, previous, failure);
      }
      return giveUp(key, mine, failure);
    } catch (Error failure) {
      return giveUp(key, mine, failure);
    }
  }

  private V fallBack(K key, Flight<V> mine, Answer<V> previous, RuntimeException failure) {
    retryAt.set(ticker.read() + PAUSE_NANOS);
    if (!down) {
      down = true;
      LOG.warn("Answers from before an outage are used for a while: {}", failure.toString());
    }
    cache.asMap().replace(key, mine, previous);
    mine.land(previous.value());
    return previous.value();
  }

  private <E extends Throwable> V giveUp(K key, Flight<V> mine, E failure) throws E {
    cache.asMap().remove(key, mine);
    mine.fail(failure);
    throw failure;
  }

  private boolean isMyTurnToRetry(long now) {
    long turn = retryAt.get();
    return now - turn >= 0 && retryAt.compareAndSet(turn, now + PAUSE_NANOS);
  }

  private boolean isUsable(Answer<V> answer, long now) {
    return freshness.isUsableInOutage(answer, isNothing(answer), now);
  }

  private boolean isNothing(Answer<V> answer) {
    return nothing.test(answer.value());
  }

  private Duration lifetime(Looked<V> held) {
    if (held instanceof Answer<V> answer) {
      long age = ticker.read() - answer.askedAt();
      return Duration.ofNanos(Math.max(1, freshness.lifetime(isNothing(answer)) - age));
    }
    return FLIGHT;
  }
}
