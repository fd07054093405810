package io.leasehold.isolation.hibernate.placement;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that look after pools. Thread-safe. */
final class PoolKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(PoolKeeper.class);

  private static final ThreadFactory DAEMONS =
      work -> {
        Thread thread = new Thread(work, "leasehold-pools");
        thread.setDaemon(true);
        return thread;
      };

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, DAEMONS);
  // Closing waits for what runs, so one must not wait for the other.
  private final ExecutorService workers = Executors.newCachedThreadPool(DAEMONS);

  /** Soon; what it throws is logged. */
  void later(Runnable work) {
    try {
      workers.execute(() -> logged(work));
    } catch (RejectedExecutionException e) {
      // Closed: then everything is closed.
    }
  }

  void every(Duration time, Runnable work) {
    long nanos = Math.max(time.toNanos(), TimeUnit.MILLISECONDS.toNanos(1));
    var unused =
        clock.scheduleWithFixedDelay(() -> logged(work), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  void close() {
    clock.shutdownNow();
    workers.shutdown();
  }

  private static void logged(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("Pools of tenants' databases could not be looked after", failure);
    }
  }
}
