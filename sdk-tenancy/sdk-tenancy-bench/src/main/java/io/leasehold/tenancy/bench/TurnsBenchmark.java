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
 * What a new token costs here and with bare Nimbus, in turns, so that all have the same machine at
 * the same time. The small difference between them is lost where they are measured one after the
 * other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 6, time = 2)
@Fork(1)
public class TurnsBenchmark {

  /** Who takes part, in the order of the first round. */
  static final List<String> LIBRARIES =
      List.of("nimbus", "nimbus-jdk64", "leasehold-token", "leasehold");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Tokens in a turn: enough not to measure the clock. */
  private static final int TURN = 16;

  private int round;

  @SuppressWarnings("NullAway.Init")
  private Idp idp;

  @SuppressWarnings("NullAway.Init")
  private List<Contender> contenders;

  @SuppressWarnings("NullAway.Init")
  private List<String> ring;

  /** Processor time of each in one iteration, in nanoseconds. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {

    /** Of bare Nimbus. */
    public long nimbus;

    /** Of Nimbus with the JDK's decoder. */
    public long nimbusJdk64;

    /** Of this library's token verification. */
    public long token;

    /** Of this library's whole request. */
    public long request;

    void add(int contender, long nanos) {
      switch (contender) {
        case 0 -> nimbus += nanos;
        case 1 -> nimbusJdk64 += nanos;
        case 2 -> token += nanos;
        default -> request += nanos;
      }
    }
  }

  /** Reads the tokens and warms up. */
  @Setup(Level.Trial)
  public void start(Blackhole sink) throws Exception {
    Tokens tokens = Tokens.ofThisRun();
    ring = tokens.all();
    idp = new Idp(tokens.key());
    contenders =
        LIBRARIES.stream()
            .map(library -> RequestBenchmark.contender(library, idp, Leasehold.FEW_TOKENS))
            .toList();
    for (int i = 0; i < 10_000; i++) {
      for (Contender contender : contenders) {
        sink.consume(contender.accept(ring.get(i % ring.size())));
      }
    }
  }

  /** One turn for each, in another order each round, and with tokens that nobody had just now. */
  @Benchmark
  public void coldInTurns(Turns turns, Blackhole sink) throws Exception {
    round++;
    for (int i = 0; i < contenders.size(); i++) {
      int whose = (round + i) % contenders.size();
      Contender contender = contenders.get(whose);
      int from = (round * contenders.size() + i) * TURN;
      long begin = THREADS.getCurrentThreadCpuTime();
      for (int token = from; token < from + TURN; token++) {
        sink.consume(contender.accept(ring.get(Math.floorMod(token, ring.size()))));
      }
      turns.add(whose, THREADS.getCurrentThreadCpuTime() - begin);
    }
  }

  /** Ends the issuer. */
  @TearDown(Level.Trial)
  public void stop() throws Exception {
    for (Contender contender : contenders) {
      contender.close();
    }
    idp.close();
  }
}
