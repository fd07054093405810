package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.spi.ReplayWindow;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * A replay window of one process: another node, or this one after a restart, has not seen the
 * message. Thread-safe.
 *
 * <p>It holds up to a fixed number of messages whose time is not over, and refuses more rather than
 * forget one.
 */
public final class InMemoryReplayWindow implements ReplayWindow {

  /** A message; only its lease and whether it is done ever change. */
  private static final class Seen {
    private final String id;
    private final Instant keepUntil;
    private Instant leaseUntil;
    private boolean done;

    private Seen(String id, Instant leaseUntil, Instant keepUntil) {
      this.id = id;
      this.leaseUntil = leaseUntil;
      this.keepUntil = keepUntil;
    }
  }

  private final int capacity;
  private final Clock clock;
  private final Map<String, Seen> messages = new HashMap<>();
  private final PriorityQueue<Seen> byTime =
      new PriorityQueue<>(Comparator.comparing((Seen seen) -> seen.keepUntil));

  /**
   * A window.
   *
   * @param capacity how many messages it holds at once, some 200 bytes each
   * @throws IllegalArgumentException if that is not positive
   */
  public InMemoryReplayWindow(int capacity) {
    this(capacity, Clock.systemUTC());
  }

  /** A window with another clock than the system's. */
  public InMemoryReplayWindow(int capacity, Clock clock) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("a replay window holds at least one message");
    }
    this.capacity = capacity;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public synchronized Standing enter(String id, Instant leaseUntil, Instant keepUntil) {
    Instant now = clock.instant();
    forgetUntil(now);
    Seen seen = messages.get(id);
    if (seen == null) {
      if (messages.size() >= capacity) {
        throw new IllegalStateException(
            "the replay window holds its " + capacity + " messages: give it more room");
      }
      Seen first = new Seen(id, leaseUntil, keepUntil);
      messages.put(id, first);
      byTime.add(first);
      return Standing.FIRST;
    }
    if (seen.done) {
      return Standing.DONE;
    }
    if (now.isBefore(seen.leaseUntil)) {
      return Standing.IN_WORK;
    }
    seen.leaseUntil = leaseUntil;
    return Standing.FIRST;
  }

  @Override
  public synchronized void done(String id) {
    Seen seen = messages.get(id);
    if (seen != null) {
      seen.done = true;
    }
  }

  @Override
  public synchronized void undo(String id, Instant leaseUntil) {
    Seen seen = messages.get(id);
    if (seen != null && !seen.done && seen.leaseUntil.equals(leaseUntil)) {
      messages.remove(id);
      byTime.remove(seen);
    }
  }

  private void forgetUntil(Instant now) {
    for (Seen oldest = byTime.peek();
        oldest != null && oldest.keepUntil.isBefore(now);
        oldest = byTime.peek()) {
      byTime.remove();
      messages.remove(oldest.id);
    }
  }
}
