package io.leasehold.isolation.aws.vending;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Time that passes when it is told to, and the tasks that wait for it. For one thread. */
public final class ManualTime implements LongSupplier, StsLimiter.Timer {

  private record Task(long at, Runnable work) {}

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::at));
  private final List<Long> marks = new ArrayList<>();
  private long now = 1_000_000_000L;

  @Override
  public long getAsLong() {
    return now;
  }

  @Override
  public void after(long nanos, Runnable task) {
    tasks.add(new Task(now + nanos, task));
  }

  /** Lets that much pass, and does what falls due on the way. */
  public void pass(Duration step) {
    long end = now + step.toNanos();
    while (!tasks.isEmpty() && tasks.peek().at() <= end) {
      Task next = tasks.remove();
      now = Math.max(now, next.at());
      next.work().run();
    }
    now = end;
  }

  /** Remembers this moment. */
  public void mark() {
    marks.add(now);
  }

  /** How many marks lie in the busiest window of that length. */
  public int most(Duration window) {
    int most = 0;
    for (int from = 0; from < marks.size(); from++) {
      long end = marks.get(from) + window.toNanos();
      int in = from;
      while (in < marks.size() && marks.get(in) < end) {
        in++;
      }
      most = Math.max(most, in - from);
    }
    return most;
  }

  /** The moments remembered, in milliseconds from the beginning. */
  public List<Long> marks() {
    return marks.stream().map(at -> (at - 1_000_000_000L) / 1_000_000).toList();
  }
}
