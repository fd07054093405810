package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.spi.SharedAllowances;
import io.leasehold.tenancy.spi.SharedAllowances.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every shared count does; extend it with one that is empty. */
public abstract class SharedAllowancesContract {

  // So slow that nothing refills during a test, and a period that does not end during one.
  private static final Rate RATE = new Rate(1, Duration.ofDays(1), 100);
  private static final Quota QUOTA = new Quota(100, Duration.ofDays(366));

  /** A count in which nothing was taken yet. */
  protected abstract SharedAllowances empty();

  @Test
  void thoseWhoAskFirstFindEverythingAndTheLastFindNothing() {
    SharedAllowances shared = empty();
    for (Allowance allowance : new Allowance[] {RATE, QUOTA}) {
      Lease first = shared.take("acme", allowance, 70);
      assertThat(first.granted()).isEqualTo(70);
      assertThat(first.remaining()).isEqualTo(30);
      assertThat(first.validFor()).isPositive();
      assertThat(shared.take("acme", allowance, 70).granted()).isEqualTo(30);
      Lease none = shared.take("acme", allowance, 70);
      assertThat(none.granted()).isZero();
      assertThat(none.remaining()).isZero();
      assertThat(none.retryAfter()).isPositive();
    }
  }

  @Test
  void callersAndAllowancesAreCountedApart() {
    SharedAllowances shared = empty();
    assertThat(shared.take("acme", RATE, 100).granted()).isEqualTo(100);
    assertThat(shared.take("acme", QUOTA, 100).granted()).isEqualTo(100);
    assertThat(shared.take("globex", RATE, 100).granted()).isEqualTo(100);
    assertThat(shared.take("acm", RATE, 100).granted()).isEqualTo(100);
  }

  @Test
  void anAllowanceThatGotSmallerGivesNothingBeyondIt() {
    SharedAllowances shared = empty();
    shared.take("acme", QUOTA, 50);
    assertThat(shared.take("acme", new Quota(20, QUOTA.per()), 5).granted()).isZero();
    shared.take("acme", RATE, 10);
    assertThat(shared.take("acme", RATE.withBurst(5), 50).granted()).isEqualTo(5);
  }

  @Test
  void thoseWhoAskAtOnceGetTogetherWhatThereIs() {
    SharedAllowances shared = empty();
    AtomicLong rate = new AtomicLong();
    AtomicLong quota = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, 40)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () -> {
                                rate.addAndGet(shared.take("acme", RATE, 7).granted());
                                quota.addAndGet(shared.take("acme", QUOTA, 7).granted());
                              },
                              threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
    assertThat(rate).hasValue(100);
    assertThat(quota).hasValue(100);
  }
}
