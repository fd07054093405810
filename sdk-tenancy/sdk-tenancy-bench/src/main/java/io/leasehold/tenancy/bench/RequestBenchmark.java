package io.leasehold.tenancy.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One request after the other, on one thread. Keys are fetched before the clock starts.
 *
 * <ul>
 *   <li>{@code warm}: the token of the request was seen before, as in all but the first request of
 *       a session.
 *   <li>{@code cold}: it was not: a ring of tokens larger than any cache here.
 * </ul>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestBenchmark {

  /** How many different tokens a cold run has. */
  static final int RING = 2_048;

  /** Whose request path. */
  @Param({"nimbus", "leasehold", "spring", "smallrye"})
  public String library = "nimbus";

  private final String[] ring = new String[RING];
  private int next;
  private final Idp idp = new Idp();

  // JMH calls start() before it measures.
  @SuppressWarnings("NullAway.Init")
  private Contender contender;

  /** Signs the tokens and fetches the keys. */
  @Setup(Level.Trial)
  public void start() throws Exception {
    contender = contender(library, idp);
    Arrays.setAll(ring, i -> idp.token(Leasehold.TENANT));
    contender.accept(ring[0]);
  }

  /** A token that was never seen, or long ago. */
  @Benchmark
  public Object cold(CpuTime cpu) throws Exception {
    cpu.requests++;
    next = (next + 1) % RING;
    return contender.accept(ring[next]);
  }

  /** The same token each time. */
  @Benchmark
  public Object warm(CpuTime cpu) throws Exception {
    cpu.requests++;
    return contender.accept(ring[0]);
  }

  /** Ends the issuer. */
  @TearDown(Level.Trial)
  public void stop() throws Exception {
    contender.close();
    idp.close();
  }

  static Contender contender(String library, Idp idp) {
    return switch (library) {
      case "nimbus" -> new BareNimbus(idp);
      case "leasehold" -> new Leasehold(idp);
      case "spring" -> new Spring(idp);
      case "smallrye" -> new SmallRye(idp);
      default -> throw new IllegalArgumentException("no contender is called " + library);
    };
  }
}
