package io.leasehold.tenancy.fairness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Everything that is counted for one caller. Thread-safe. */
final class Ledger {

  // What a client is told when its own requests have to finish first.
  private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(1);
  private static final int RETIRED = -1;

  private final Limits limits;
  private final List<Meter> meters;
  private final @Nullable Semaphore places;
  private final AtomicInteger users = new AtomicInteger();

  Ledger(Limits limits, List<Meter> meters) {
    this.limits = limits;
    this.meters = List.copyOf(meters);
    this.places = limits.atOnce().isPresent() ? new Semaphore(limits.atOnce().getAsInt()) : null;
  }

  Limits limits() {
    return limits;
  }

  /** Keeps the ledger from being retired; false if it is already. To be followed by leave. */
  boolean enter() {
    return users.updateAndGet(count -> count == RETIRED ? RETIRED : count + 1) != RETIRED;
  }

  void leave() {
    users.decrementAndGet();
  }

  /** Retires the ledger if a new one would be the same. */
  boolean retireIfFresh() {
    if (!users.compareAndSet(0, RETIRED)) {
      return false;
    }
    boolean fresh =
        (places == null || places.availablePermits() == limits.atOnce().orElseThrow())
            && meters.stream().allMatch(Meter::isFresh);
    if (!fresh) {
      users.set(0);
    }
    return fresh;
  }

  Admission admit() {
    // First what costs nothing; the quota last, so that what is refused does not use it up.
    if (places != null && !places.tryAcquire()) {
      return new Admission.Refused(Admission.Limit.AT_ONCE, RETRY_WHEN_BUSY, List.of());
    }
    Permit permit = new Permit(places == null ? () -> {} : places::release);
    List<Standing> standings = new ArrayList<>();
    for (Meter meter : meters) {
      Meter.Reading reading = meter.take();
      if (reading instanceof Meter.Granted granted) {
        standings.add(granted.standing());
        continue;
      }
      permit.close();
      if (reading instanceof Meter.Denied denied) {
        standings.add(denied.standing());
        return new Admission.Refused(
            limitOf(denied.standing().allowance()), denied.retryAfter(), standings);
      }
      return new Admission.Unavailable(((Meter.Unknown) reading).retryAfter());
    }
    return new Admission.Admitted(permit, standings);
  }

  /** How long until the slowest allowance has a request; takes none. */
  Duration waitForNext() {
    return meters.stream()
        .map(Meter::waitForNext)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static Admission.Limit limitOf(Allowance allowance) {
    return allowance instanceof Rate ? Admission.Limit.RATE : Admission.Limit.QUOTA;
  }
}
