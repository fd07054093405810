package io.leasehold.tenancy.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a new token costs here and with bare Nimbus, in turns, so that both have the same machine at
 * the same time. The small difference between them is lost where they are measured one after the
 * other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 6, time = 2)
@Fork(1)
public class PairBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private int next;

  @SuppressWarnings("NullAway.Init")
  private Idp idp;

  @SuppressWarnings("NullAway.Init")
  private Contender nimbus;

  @SuppressWarnings("NullAway.Init")
  private Contender ours;

  @SuppressWarnings("NullAway.Init")
  private List<String> ring;

  /** Processor time of both in one iteration, in nanoseconds. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {

    /** Of bare Nimbus. */
    public long nimbusNanos;

    /** Of this library's token verification. */
    public long oursNanos;
  }

  /** Reads the tokens and warms up. */
  @Setup(Level.Trial)
  public void start(Blackhole sink) throws Exception {
    Tokens tokens = Tokens.ofThisRun();
    ring = tokens.all();
    idp = new Idp(tokens.key());
    nimbus = new BareNimbus(idp);
    ours = new LeaseholdToken(idp, Leasehold.FEW_TOKENS);
    for (int i = 0; i < 10_000; i++) {
      sink.consume(nimbus.accept(ring.get(i % ring.size())));
      sink.consume(ours.accept(ring.get(i % ring.size())));
    }
  }

  /** One token for each. */
  @Benchmark
  public void coldInTurns(Turns turns, Blackhole sink) throws Exception {
    next = (next + 1) % ring.size();
    String token = ring.get(next);
    long begin = THREADS.getCurrentThreadCpuTime();
    sink.consume(nimbus.accept(token));
    long middle = THREADS.getCurrentThreadCpuTime();
    sink.consume(ours.accept(token));
    long end = THREADS.getCurrentThreadCpuTime();
    turns.nimbusNanos += middle - begin;
    turns.oursNanos += end - middle;
  }

  /** Ends the issuer. */
  @TearDown(Level.Trial)
  public void stop() throws Exception {
    ours.close();
    nimbus.close();
    idp.close();
  }
}
