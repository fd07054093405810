package io.leasehold.tenancy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers that are on their way at the moment in which a change is told. */
@Tag("mistake-27")
class LookupCacheTest {

  private static final long TTL = Duration.ofMinutes(5).toNanos();
  private static final long STALE = Duration.ofSeconds(30).toNanos();

  private final AtomicLong nanos = new AtomicLong();
  private final LookupCache<String, String> cache =
      new LookupCache<>(10, none -> false, new Freshness(TTL, TTL, STALE, () -> 0), nanos::get);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);

  @Test
  void anAnswerThatArrivesJustWhileItIsForgottenIsForgottenToo() throws Exception {
    CompletableFuture<String> onItsWay = askAgain(() -> "active");
    cache.forget(
        value -> {
          // What was read before the change is put into the cache at the worst moment.
          answered.countDown();
          onItsWay.join();
          return value.equals("active");
        });
    assertThat(cache.get("acme", key -> "suspended")).isEqualTo("suspended");
  }

  @Test
  void whoAsksWhenAChangeIsToldIsNotServedTheAnswerFromBeforeIt() throws Exception {
    CompletableFuture<String> onItsWay =
        askAgain(
            () -> {
              throw new IllegalStateException("down");
            });
    cache.forget(value -> value.equals("active"));
    answered.countDown();
    assertThatThrownBy(onItsWay::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("down");
  }

  @Test
  void whoAsksWhenAnythingMayHaveChangedIsServedTheAnswerFromBeforeTheOutage() throws Exception {
    CompletableFuture<String> onItsWay =
        askAgain(
            () -> {
              throw new IllegalStateException("down");
            });
    cache.doubtAll();
    answered.countDown();
    assertThat(onItsWay.join()).isEqualTo("active");
  }

  /** Asks for what is remembered and out of date, on another thread that waits for its answer. */
  private CompletableFuture<String> askAgain(Supplier<String> answer) throws Exception {
    cache.get("acme", key -> "active");
    nanos.addAndGet(TTL);
    CompletableFuture<String> question =
        CompletableFuture.supplyAsync(() -> cache.get("acme", key -> late(answer)));
    asked.await();
    return question;
  }

  private String late(Supplier<String> answer) {
    asked.countDown();
    try {
      answered.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return answer.get();
  }
}
