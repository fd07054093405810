package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A flood against a server of four workers, with limits and without. It prints how long a quiet
 * tenant waits; what it asserts are counts, which do not depend on the machine.
 */
@Tag("row-K31")
class FloodLoadTest {

  private static final Tenant LOUD = Tenant.active(TenantId.of("loud"), Tier.of("basic"));
  private static final Tenant QUIET = Tenant.active(TenantId.of("quiet"), Tier.of("basic"));
  private static final int REQUESTS = Boolean.getBoolean("leasehold.long") ? 2_000 : 150;
  private static final Duration SERVICE = Duration.ofMillis(1);

  /** What came of one run; waiting times in microseconds. */
  private record Run(int quietServed, long loudServed, long loudRefused, long p50, long p99) {}

  @Test
  void aFloodIsRefusedAndTheQuietTenantIsServedEachTime() throws Exception {
    Limits limits = Limits.of(Rate.perSecond(400).withBurst(40)).withAtOnce(2);
    Run alone = run(REQUESTS, false, Limits.unlimited());
    // Few, because each of them waits for a queue of a thousand.
    Run flooded = run(REQUESTS / 10, true, Limits.unlimited());
    Run limited = run(REQUESTS, true, limits);
    System.out.printf(
        "flood: quiet tenant p50/p99 alone %d/%d us, flooded without limits %d/%d us (p50 x%.1f),"
            + " flooded with limits %d/%d us (p50 x%.1f); loud tenant served %d, refused %d%n",
        alone.p50(),
        alone.p99(),
        flooded.p50(),
        flooded.p99(),
        (double) flooded.p50() / alone.p50(),
        limited.p50(),
        limited.p99(),
        (double) limited.p50() / alone.p50(),
        limited.loudServed(),
        limited.loudRefused());
    assertThat(limited.quietServed()).isEqualTo(REQUESTS);
    assertThat(limited.loudRefused()).isGreaterThan(limited.loudServed());
    assertThat(flooded.loudRefused()).as("without limits nobody is refused").isZero();
  }

  private static Run run(int requests, boolean flood, Limits limits) throws InterruptedException {
    TenantFairness fairness = TenantFairness.builder(tenant -> limits).build();
    ThreadPoolExecutor server =
        new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    ExecutorService client = Executors.newSingleThreadExecutor();
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong served = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    if (flood) {
      client.execute(
          () -> {
            while (!over.get()) {
              // Ten thousand a second, and no more than a server would queue.
              for (int i = 0; i < 10 && server.getQueue().size() < 1_000; i++) {
                boolean admitted = submit(fairness, LOUD, server).isPresent();
                (admitted ? served : refused).incrementAndGet();
              }
              LockSupport.parkNanos(1_000_000);
            }
          });
    }
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      LockSupport.parkNanos(4_000_000);
      long start = System.nanoTime();
      Optional<CompletableFuture<Void>> request = submit(fairness, QUIET, server);
      if (request.isPresent()) {
        request.get().join();
        waits.add((System.nanoTime() - start) / 1_000);
      }
    }
    over.set(true);
    client.shutdown();
    client.awaitTermination(10, TimeUnit.SECONDS);
    server.shutdownNow();
    Collections.sort(waits);
    return new Run(
        waits.size(),
        served.get(),
        refused.get(),
        waits.get(waits.size() / 2),
        waits.get(waits.size() * 99 / 100));
  }

  private static Optional<CompletableFuture<Void>> submit(
      TenantFairness fairness, Tenant tenant, ThreadPoolExecutor server) {
    if (!(fairness.admit(tenant) instanceof Admission.Admitted admitted)) {
      return Optional.empty();
    }
    return Optional.of(
        CompletableFuture.runAsync(
            () -> {
              LockSupport.parkNanos(SERVICE.toNanos());
              admitted.permit().close();
            },
            server));
  }
}
