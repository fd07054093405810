package io.leasehold.isolation.bench;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The processor time of the measuring thread. On a machine that others use as well, the time on the
 * clock says how long the thread waited for its turn; this says what the work costs.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuTime {

  /** Nanoseconds in this iteration. */
  public long cpuNanos;

  /** Calls in this iteration. */
  public long calls;

  private long start;

  /** Begins an iteration. */
  @Setup(Level.Iteration)
  public void start() {
    calls = 0;
    start = now();
  }

  /** Ends it. */
  @TearDown(Level.Iteration)
  public void stop() {
    cpuNanos = now() - start;
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
