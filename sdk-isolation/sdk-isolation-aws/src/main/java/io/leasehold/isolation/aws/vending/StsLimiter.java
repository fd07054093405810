package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.isolation.aws.session.internal.StsFailures;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls of STS pass at a rate that leaves some of the quota to others, tenants taking turns
 * when there are more. Vendors whose platform identity is of one account share one, because STS
 * counts their calls together.
 *
 * <p>Thread-safe, starts no thread of its own: what waits is woken by the JDK's common timer, and
 * runs on the common pool or on the thread that brings an answer.
 */
public final class StsLimiter {

  /** Runs a task later. */
  @FunctionalInterface
  interface Timer {
    void after(long nanos, Runnable task);
  }

  /**
   * What keeps one from harming the others.
   *
   * @param place under whose name a tenant waits in line
   * @param throttle which failures say that STS takes fewer calls
   */
  record Guards(UnaryOperator<TenantId> place, Predicate<Throwable> throttle) {
    static final Guards ALL = new Guards(tenant -> tenant, StsFailures::throttles);
  }

  private static final Timer COMMON_TIMER =
      (nanos, task) -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(task);
  // Those who waited too long are found as late as this.
  private static final long LONGEST_NAP = Duration.ofSeconds(1).toNanos();
  private static final long SHORTEST_NAP = Duration.ofMillis(1).toNanos();

  private final VendingLimits limits;
  private final LongSupplier nanos;
  private final Timer timer;
  // What callers hang on to a result must not run where calls are started, and hold them up.
  private final Executor handOver;
  private final Predicate<Throwable> throttle;
  private final FairLine<Waiting<?>> line;
  private final StsPace pace;
  private final Map<TenantId, Integer> underWay = new HashMap<>();
  private final AtomicInteger turns = new AtomicInteger();
  private int atOnce;
  private boolean napping;
  private long lookedAt;
  private long passed;
  private long throttles;
  private long turnedAway;

  StsLimiter(
      VendingLimits limits,
      LongSupplier nanos,
      Timer timer,
      DoubleSupplier jitter,
      Executor handOver) {
    this(limits, nanos, timer, jitter, handOver, Guards.ALL);
  }

  StsLimiter(
      VendingLimits limits,
      LongSupplier nanos,
      Timer timer,
      DoubleSupplier jitter,
      Executor handOver,
      Guards guards) {
    this.limits = limits;
    this.nanos = nanos;
    this.timer = timer;
    this.handOver = handOver;
    this.throttle = guards.throttle();
    this.line = new FairLine<>(limits.waiting(), limits.waitingPerTenant(), guards.place());
    this.lookedAt = nanos.getAsLong();
    this.pace = new StsPace(limits.callsPerSecond(), jitter, lookedAt);
  }

  /** A limiter with those limits. */
  public static StsLimiter of(VendingLimits limits) {
    return new StsLimiter(
        limits,
        System::nanoTime,
        COMMON_TIMER,
        () -> ThreadLocalRandom.current().nextDouble(),
        ForkJoinPool.commonPool());
  }

  /**
   * Makes the call when it is its turn.
   *
   * @return what the call brings, or a {@link CredentialVendingException} that says OVERLOADED or
   *     THROTTLED
   */
  <T> CompletableFuture<T> submit(TenantId tenant, Supplier<? extends CompletionStage<T>> call) {
    Waiting<T> mine = new Waiting<>(tenant, call, limits.longestWait().toNanos());
    FairLine.Arrival<Waiting<?>> arrival;
    synchronized (line) {
      mine.since = nanos.getAsLong();
      arrival = line.add(tenant, mine);
      if (!(arrival instanceof FairLine.Arrival.Waits<Waiting<?>> waits)
          || waits.pushedOut() != null) {
        turnedAway++;
      }
    }
    if (arrival instanceof FairLine.Arrival.Waits<Waiting<?>> waits) {
      if (waits.pushedOut() != null) {
        waits.pushedOut().turnAway(overloaded(waits.pushedOut().tenant));
      }
      serve();
    } else {
      mine.turnAway(overloaded(tenant));
    }
    return mine.result;
  }

  /** Whether a call that can be done without for now would take nothing from others. */
  boolean plenty() {
    synchronized (line) {
      return line.isEmpty() && atOnce <= limits.atOnce() / 2 && pace.plenty(nanos.getAsLong());
    }
  }

  /** How many calls wait for their turn. */
  public int waiting() {
    synchronized (line) {
      return line.size();
    }
  }

  /** How many calls were made so far. */
  public long passed() {
    synchronized (line) {
      return passed;
    }
  }

  /** How many of them STS throttled. */
  public long throttles() {
    synchronized (line) {
      return throttles;
    }
  }

  /** How many were turned away, because the line was too long or the wait. */
  public long turnedAway() {
    synchronized (line) {
      return turnedAway;
    }
  }

  // One thread at a time starts calls, in a loop: an answer that is there at once must not recurse.
  private void serve() {
    if (turns.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      List<Waiting<?>> next = new ArrayList<>();
      List<Waiting<?>> late;
      boolean throttling;
      synchronized (line) {
        long now = nanos.getAsLong();
        late = late(now);
        throttling = pace.throttling();
        collect(now, next);
        napIfNeeded(now);
      }
      late.forEach(
          waiting -> handOver.execute(() -> waiting.turnAway(tooLong(waiting.tenant, throttling))));
      next.forEach(this::start);
      seen = turns.addAndGet(-seen);
    } while (seen != 0);
  }

  private List<Waiting<?>> late(long now) {
    if (now - lookedAt < LONGEST_NAP / 2) {
      return List.of();
    }
    lookedAt = now;
    List<Waiting<?>> late = line.tooLong(waiting -> now - waiting.since >= waiting.patience);
    turnedAway += late.size();
    return late;
  }

  private void collect(long now, List<Waiting<?>> next) {
    while (!line.isEmpty() && atOnce < limits.atOnce()) {
      Waiting<?> first = pace.ready(now) ? line.next(this::mayGo) : null;
      if (first == null) {
        return;
      }
      pace.take(now);
      first.generation = pace.generation();
      underWay.merge(first.tenant, 1, Integer::sum);
      atOnce++;
      passed++;
      next.add(first);
    }
  }

  private boolean mayGo(TenantId tenant) {
    return underWay.getOrDefault(tenant, 0) < limits.atOncePerTenant();
  }

  private void napIfNeeded(long now) {
    if (!line.isEmpty() && !napping) {
      napping = true;
      // If the pace is not what they wait for, an answer that comes back wakes them.
      long wait = pace.ready(now) ? LONGEST_NAP : pace.nanosToNext(now);
      long nap = Math.max(SHORTEST_NAP, Math.min(LONGEST_NAP, wait));
      timer.after(
          nap,
          () -> {
            synchronized (line) {
              napping = false;
            }
            serve();
          });
    }
  }

  private <T> void start(Waiting<T> waiting) {
    CompletionStage<T> call;
    try {
      call = waiting.call.get();
    } catch (Throwable bug) {
      // Whatever it is: the line has to go on.
      call = CompletableFuture.failedFuture(bug);
    }
    Thread starter = Thread.currentThread();
    boolean[] starting = {true};
    var unused =
        call.whenComplete(
            (answer, failure) -> {
              boolean atOnce = starting[0] && Thread.currentThread() == starter;
              release(waiting, failure);
              if (atOnce) {
                handOver.execute(() -> waiting.complete(answer, failure));
              }
              serve();
              if (!atOnce) {
                waiting.complete(answer, failure);
              }
            });
    starting[0] = false;
  }

  private void release(Waiting<?> waiting, @Nullable Throwable failure) {
    synchronized (line) {
      atOnce--;
      underWay.computeIfPresent(waiting.tenant, (same, count) -> count == 1 ? null : count - 1);
      long now = nanos.getAsLong();
      if (failure == null || StsFailures.refuses(failure)) {
        pace.answered(waiting.generation, now);
      } else if (throttle.test(failure)) {
        throttles++;
        pace.throttled(waiting.generation, now);
      } else {
        pace.unanswered(waiting.generation, now);
      }
    }
  }

  private static CredentialVendingException overloaded(TenantId tenant) {
    return new CredentialVendingException(
        Reason.OVERLOADED, tenant, "too many wait for STS already; retry later", null);
  }

  private CredentialVendingException tooLong(TenantId tenant, boolean throttling) {
    String detail = "waited %s for a turn at STS; retry later".formatted(limits.longestWait());
    return new CredentialVendingException(
        throttling ? Reason.THROTTLED : Reason.OVERLOADED, tenant, detail, null);
  }

  private static final class Waiting<T> {
    private final TenantId tenant;
    private final Supplier<? extends CompletionStage<T>> call;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final long patience;
    private long since;
    private long generation;

    Waiting(TenantId tenant, Supplier<? extends CompletionStage<T>> call, long patience) {
      this.tenant = tenant;
      this.call = call;
      this.patience = patience;
    }

    void complete(@Nullable T answer, @Nullable Throwable failure) {
      if (failure == null) {
        result.complete(answer);
      } else {
        result.completeExceptionally(failure);
      }
    }

    void turnAway(CredentialVendingException why) {
      result.completeExceptionally(why);
    }
  }
}
